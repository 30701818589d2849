// SPDX-License-Identifier: Apache-2.0
#include "app/cli/chat_prompt.h"
#include <nlohmann/json.hpp>

namespace lapidary {

Result<ChatText> ChatPrompt::of(const Json &request) {
    if (!template_) {
        auto chat = ChatTemplate::load(folder_);
        if (!chat) return unexpected(chat.error());
        auto tokenizer = Tokenizer::load(folder_);
        if (!tokenizer) return unexpected(tokenizer.error());
        template_ = std::move(*chat);
        tokenizer_ = std::move(*tokenizer);
    }
    auto rendered = template_->render(request, std::time(nullptr));
    if (!rendered) return unexpected(rendered.error());
    return tokeniseChat(*tokenizer_, std::move(*rendered));
}

Status ChatPrompt::fill(Json &request, bool generationPrompt) {
    if (!request.contains("messages")) return {};
    if (request.contains("ids") || request.contains("prompt") || request.contains("text"))
        return fail({.code = "request.ambiguous", .message = "A request has messages, or text, or ids; not several of them", .field = "messages"});
    Json asked = request;
    if (!asked.contains("add_generation_prompt")) asked["add_generation_prompt"] = generationPrompt;
    const auto chat = of(asked);
    if (!chat) return unexpected(chat.error());
    for (const char *field : kFields) request.erase(field);
    request["ids"] = chat->ids;
    return {};
}

} // namespace lapidary
