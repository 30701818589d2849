// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"
#include "core/text/chat_prompt.h"

namespace lapidary {

/// A conversation as a training reads it: written by the chat template of a model's folder. `assistantOnly`: only what
/// the assistant says is learnt, where the template marks it (TRL's assistant_only_loss), but for messages of
/// "weight": 0, as OpenAI has them. Errors: template.*, tokenizer.*; template.no_generation where it marks nothing.
Result<TokenIds> conversationTokens(ChatPrompt &chat, const Conversation &conversation, bool assistantOnly);

} // namespace lapidary
