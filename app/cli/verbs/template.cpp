// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/text/chat_prompt.h"
#include "core/text/chat_template/wire_messages.h"
#include "core/text/response/response_template.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct TemplateFlags {
    std::string tokenizer, file;
    LineFlags lines;
};

Status check(const Json &request) {
    return checkRequest(
        request, {"messages", "tools", "documents", "add_generation_prompt", "variables", "template", "response"});
}

/// The tokens as a training reads them; where it could not, as a chat does.
Result<Json> written(ChatPrompt &prompt, const Json &request) {
    auto chat = prompt.forTraining(request);
    if (!chat && chat.error().code == "template.no_generation") chat = prompt.of(request);
    if (!chat) return unexpected(chat.error());
    Json out = {{"text", std::move(chat->text)}, {"ids", chat->ids}, {"assistant_mask", chat->assistantMask}};
    if (chat->derived) out["assistant_mask_derived"] = true;
    if (chat->broken)
        out["prefix_break"] = {{"message", chat->broken->message + 1},
                               {"found", chat->broken->found},
                               {"expected", chat->broken->expected}};
    return out;
}

/// The message that an answer to the chat is.
Result<Json> answered(const std::string &folder, const Json &response, const Json &chat, const Json &tools) {
    if (!response.is_string())
        return fail({.code = "request.wrong_type",
                     .message = "response is a text",
                     .field = "response",
                     .found = response.type_name()});
    const auto made = ResponseTemplate::load(folder);
    if (!made) return unexpected(made.error());
    return made->read(response.get<std::string>(), chat["text"].get<std::string>(), tools);
}

Result<int> byFolder(const TemplateFlags &flags, const Common &common) {
    if (const auto chat = ChatTemplate::load(flags.tokenizer); !chat) return unexpected(chat.error());
    ChatPrompt prompt(flags.tokenizer);
    return answerLines(flags.lines, common, [&](const Json &request) -> Result<Json> {
        if (const auto ok = check(request); !ok) return unexpected(ok.error());
        Json asked = request;
        asked.erase("response");
        auto out = written(prompt, asked);
        if (!out || !request.contains("response")) return out;
        auto message = answered(flags.tokenizer, request["response"], *out, request.value("tools", Json()));
        if (!message) return message;
        (*out)["message"] = std::move(*message);
        return out;
    });
}

Result<int> byFile(const TemplateFlags &flags, const Common &common) {
    auto source = readFile(flags.file);
    if (!source) return unexpected(source.error());
    const auto made = Template::parse(std::move(*source), flags.file);
    if (!made) return unexpected(made.error());
    const std::time_t now = std::time(nullptr); // of all lines
    return answerLines(flags.lines, common, [&](const Json &request) -> Result<Json> {
        if (const auto ok = check(request); !ok) return unexpected(ok.error());
        auto rendered = renderChat(*made, request, Json::object(), now);
        if (!rendered) return unexpected(rendered.error());
        return Json{{"text", std::move(rendered->text)}};
    });
}

} // namespace

Action defineTemplate(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<TemplateFlags>();
    auto *folder = command
                       .add_option("--tokenizer", flags->tokenizer,
                                   "Folder of a model: its template and its tokenizer (default: none)")
                       ->type_name("DIR");
    command.add_option("--template", flags->file, "A Jinja file, without a tokenizer (default: none)")
        ->type_name("FILE")
        ->excludes(folder);
    addLineFlags(command, flags->lines);
    command.footer("Request {\"messages\"} and optionally \"tools\", \"documents\", \"add_generation_prompt\", "
                   "\"variables\", \"template\"; answer {\"text\"}, with a tokenizer "
                   "also \"ids\" and \"assistant_mask\" (and \"assistant_mask_derived\" where the template marks "
                   "nothing, \"prefix_break\" where it writes the beginning otherwise once the chat goes on). With a "
                   "\"response\", an answer to the chat, also the \"message\" that the model's response_template reads "
                   "in it.");
    return [flags, &common]() -> Result<int> {
        if (flags->tokenizer.empty() && flags->file.empty())
            return fail(usageError("--tokenizer or --template is needed", "--tokenizer"));
        return flags->file.empty() ? byFolder(*flags, common) : byFile(*flags, common);
    };
}

} // namespace lapidary
