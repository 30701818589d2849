// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/chat_prompt.h"
#include "core/text/text_findings.h"

namespace lapidary {

/// What of the requests to a model never reaches it: characters that its tokenizer has no token for, and words of
/// messages that its chat template does not write. Gathered over the requests, said once.
class LostWords {
public:
    explicit LostWords(const fs::path &folder); ///< of the model; without a tokenizer nothing is found

    /// One request with "prompt" or "messages". `chat` may be null: another program writes the messages.
    void note(const Json &request, ChatPrompt *chat);
    std::vector<Sentence> sentences() const; ///< lines are those of requests, from 1, blank lines not counted

private:
    void noteText(const std::string &text);
    void noteTemplate(const Json &request, ChatPrompt &chat);
    std::optional<Tokenizer> tokenizer_{};
    TextFindings findings_{};
    std::int64_t requests_ = 0, unwritten_ = 0, firstRequest_ = 0, firstMessage_ = 0;
};

} // namespace lapidary
