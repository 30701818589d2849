// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/model_texts.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

Result<const Tokenizer *> ModelTexts::tokenizerIn(const QString &folder) {
    if (!tokenizer_ || tokenizerFolder_ != folder) {
        auto loaded = Tokenizer::load(fromQt(folder));
        if (!loaded) return unexpected(loaded.error());
        tokenizer_.emplace(std::move(*loaded));
        tokenizerFolder_ = folder;
    }
    return &*tokenizer_;
}

ChatPrompt &ModelTexts::chatPromptIn(const QString &folder) {
    if (!chat_ || chatFolder_ != folder) chat_.emplace(fromQt(folder));
    chatFolder_ = folder;
    return *chat_;
}

TemplateFacts ModelTexts::lookForTemplate(const QString &folder) {
    TemplateFacts facts{.tokenizer = folder};
    chat_.reset();
    const auto found = chatPromptIn(folder).templateHash();
    facts.found = found.has_value();
    if (!found && found.error().code != "template.missing") facts.problem = toQt(found.error());
    return facts;
}

} // namespace lapidary
