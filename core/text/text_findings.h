// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/prompt_completion.h"
#include <map>

namespace lapidary {

/// What a tokenizer reads otherwise than it is written, gathered over the rows of a file: tokens that reach across the
/// end of a prompt, and characters that no token expresses. Said before a training and by it; neither ends it.
class TextFindings {
public:
    /// One row. `line`: its place in the file, from 1; several texts of one line are one row. `from`: bytes at the
    /// beginning of the text that were told already.
    void add(const std::string &prompt, const std::string &completion, const PromptCompletion &read, std::int64_t line,
             std::size_t from = 0);
    void add(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>> &lost, std::int64_t line,
             std::size_t from = 0);

    bool empty() const { return mergedRows_ == 0 && lostRows_ == 0; }
    std::int64_t mergedRows() const { return mergedRows_; }
    std::int64_t lostRows() const { return lostRows_; }
    std::int64_t lostCharacters() const { return lostCharacters_; }
    Sentence lost() const;        ///< in words: "? (12), é (2) and others"
    std::string mostLost() const; ///< the characters and how often each, most frequent first: "? (12), é (2)"

    std::vector<Sentence> sentences() const; ///< one a kind, with its count and the first line
    Json toJson() const;

private:
    std::int64_t mergedRows_ = 0, lastMerged_ = 0, firstMerged_ = 0;
    std::int64_t lostRows_ = 0, lastLost_ = 0, firstLost_ = 0, lostCharacters_ = 0;
    std::string boundary_{}; ///< of the first: the end of the prompt | the beginning of the completion
    std::map<std::string, std::int64_t, std::less<>> characters_{};
};

/// How many characters stand at these places.
std::size_t charactersAt(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>> &places);

} // namespace lapidary
