// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"
#include "core/text/chat_findings.h"
#include "core/text/chat_prompt.h"

namespace lapidary {

/// What a chat template is given of it: {"messages", "tools"?}.
Json templateRequest(const Conversation &conversation);

/// A conversation as a training reads it: written by the chat template of a model's folder. `assistantOnly`: only what
/// the assistant says is learnt (TRL's assistant_only_loss), but for messages of "weight": 0, as OpenAI has them: what
/// the template marks, or, where it marks nothing, what ChatPrompt::forTraining() finds. `findings`: gets what is to be
/// told of it. Errors: template.*, tokenizer.*; template.no_generation where what is learnt cannot be told.
Result<TokenIds> conversationTokens(ChatPrompt &chat, const Conversation &conversation, bool assistantOnly,
                                    ChatFindings *findings = nullptr, std::int64_t line = 0);

} // namespace lapidary
