// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"
#include "core/text/chat_prompt.h"

namespace lapidary {

/// Reads what a model is asked as that model would: as a chat where it has a template, else as a text.
class QuestionReader {
public:
    QuestionReader(const Tokenizer &tokenizer, ChatPrompt chat) : tokenizer_(tokenizer), chat_(std::move(chat)) {}
    Result<std::string> textOf(const std::string &question);
    const Tokenizer &tokenizer() const { return tokenizer_; }
    /// The tokens of a text that textOf() gave, and of what the answer is made to begin with.
    Result<std::vector<std::int64_t>> idsOf(const std::string &text, const std::string &begun) const;

private:
    const Tokenizer &tokenizer_;
    ChatPrompt chat_;
    std::optional<bool> hasTemplate_{};
};

/// An answer that is to be written.
struct ToWrite {
    std::string text{}, begun{}; ///< what is asked, as textOf() gives it, and what the answer begins with
    std::string key{};           ///< names the random numbers
};

/// One answer to each, with what it was made to begin with left out. Errors: those of generate(); kCancelled.
Result<std::vector<Completion>> writeAnswers(const Decoder &model, const QuestionReader &reader,
                                             const std::vector<ToWrite> &wanted, const SamplingConfig &sampling,
                                             const std::stop_token &stop);

/// What a judge says before it answers, the likeliest words: the same judge gives the same. `texts` as textOf() gives
/// them. Errors: as of writeAnswers().
Result<std::vector<Completion>> writeReasons(const Decoder &judge, const QuestionReader &reader,
                                             const std::vector<std::string> &texts, std::int64_t maxTokens,
                                             const std::stop_token &stop);

} // namespace lapidary
