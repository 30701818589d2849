// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/chat_prompt.h"
#include "core/text/tokenizer/tokenizer.h"
#include "widgets/models/prompt_values.h"
#include <optional>

namespace lapidary {

/// The tokenizer and the chat template of the model that is asked, read once as long as it is the same.
class ModelTexts {
public:
    Result<const Tokenizer *> tokenizerIn(const QString &folder);
    ChatPrompt &chatPromptIn(const QString &folder);
    TemplateFacts lookForTemplate(const QString &folder); ///< anew: the folder may hold something else than before

private:
    std::optional<Tokenizer> tokenizer_{};
    std::optional<ChatPrompt> chat_{};
    QString tokenizerFolder_{}, chatFolder_{};
};

} // namespace lapidary
