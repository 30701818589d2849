// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/text/chat_prompt.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ModelVerbFlags {
    ModelFlags model;
    LineFlags lines;
};

/// A verb whose requests and answers are the worker's own, so that only the names of the fields are checked here.
Action defineModelVerb(CLI::App &command, const Common &common, const char *verb,
                       std::function<Status(const Json &)> check) {
    const auto flags = std::make_shared<ModelVerbFlags>();
    addModelFlags(command, flags->model);
    addLineFlags(command, flags->lines);
    return [flags, &common, verb, check = std::move(check)]() -> Result<int> {
        auto model = modelReference(flags->model, common);
        if (!model) return unexpected(model.error());
        ChatPrompt chat(model->value("path", ""));
        const auto prepare = [&check, &chat](const Json &request) -> Result<Json> {
            if (const auto ok = check(request); !ok) return unexpected(ok.error());
            Json asked = request;
            asked.erase("id");
            if (const auto filled = chat.fill(asked, false); !filled) return unexpected(filled.error());
            return asked;
        };
        return answerByWorker(flags->lines, common, {.verb = verb, .model = std::move(*model), .prepare = prepare});
    };
}

} // namespace

Action defineLogits(CLI::App &command, const Common &common) {
    command.footer("Request {\"ids\" or \"text\", \"positions\": \"all\" (default) or \"last\"}, answer {\"logits\": "
                   "one row of the vocabulary per position}.");
    return defineModelVerb(command, common, "logits", [](const Json &request) {
        return checkRequest(request, {"ids", "text", "positions"});
    });
}

Action defineLogprobs(CLI::App &command, const Common &common) {
    command.footer("Request {\"prompt_ids\", \"completion_ids\", \"temperature\": 1}, answer {\"logprobs\", "
                   "\"entropy\"} in nats, one number per completion token.");
    return defineModelVerb(command, common, "logprobs", [](const Json &request) {
        return checkRequest(request, {"prompt_ids", "completion_ids", "temperature"});
    });
}

Action defineScore(CLI::App &command, const Common &common) {
    command.footer("Request {\"ids\", \"text\" or \"messages\", \"positions\": \"last\" or \"all\" (default: as the "
                   "model's head has it)}, answer {\"scores\"}: one row of labels for a "
                   "…ForSequenceClassification, one row per token for a …ForTokenClassification (null at padding).");
    return defineModelVerb(command, common, "score", [](const Json &request) {
        return checkRequest(request, {"ids", "text", "messages", "tools", "documents", "add_generation_prompt",
                                      "variables", "template", "positions"});
    });
}

} // namespace lapidary
