// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"
#include "core/text/chat_prompt.h"
#include "core/text/prompt_completion.h"

namespace lapidary {

/// A prompt of messages as a template writes it, with the words by which it asks for an answer.
Result<ChatText> chatQuestion(ChatPrompt &chat, const Messages &prompt);

/// A prompt of messages and the messages that answer it, as training sees them: written by the chat template of a
/// model's folder. As in TRL 1.16 the completion begins where the tokens of the whole conversation part from those of
/// the prompt with the words by which the template asks for an answer. The template ends what is said, so that nothing
/// is put behind it. Only ids and promptLength are filled. Errors: template.*, tokenizer.*, row.cannot_write.
Result<PromptCompletion> chatPair(ChatPrompt &chat, const Messages &prompt, const Messages &completion);

} // namespace lapidary
