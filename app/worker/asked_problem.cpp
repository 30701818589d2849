// SPDX-License-Identifier: Apache-2.0
#include "app/worker/asked_problem.h"
#include "app/worker/requests.h"
#include "core/engine/generate/checks.h"
#include <algorithm>

namespace lapidary {

Result<Json> settingsOf(const Json &request, const ConfigSpec &spec) {
    Json settings = Json::object();
    for (const auto &field : spec)
        if (request.contains(field.name)) settings[field.name] = request[field.name];
    if (!request.contains("set")) return settings;
    if (!request["set"].is_object())
        return fail({.code = "request.type",
                     .message = "A field has the wrong type.",
                     .field = "set",
                     .expected = "an object"});
    for (const auto &[name, value] : request["set"].items()) {
        settings[name] = value;
        const auto it =
            std::find_if(spec.begin(), spec.end(), [&n = name](const auto &field) { return n == field.name; });
        const bool text = it != spec.end() && (it->type == FieldType::Text || it->type == FieldType::Choice);
        if (!value.is_string() || text) continue;
        if (auto parsed = parseJson(value.get<std::string>())) settings[name] = std::move(*parsed);
    }
    return settings;
}

Result<SearchProblem> readProblem(const Json &request, bool remote) {
    SearchProblem problem;
    if (!remote && request.contains("messages"))
        return fail({.code = "request.unknown_field",
                     .message = "Here a chat is given as the ids that its template makes of it.",
                     .field = "messages",
                     .expected = "\"ids\" or \"prompt\""});
    if (request.contains("messages")) {
        if (!request["messages"].is_array() || request["messages"].empty() || request.contains("prompt") ||
            request.contains("ids"))
            return fail({.code = "request.input",
                         .message = "A chat is a list of messages, with no prompt beside it.",
                         .field = "messages"});
        problem.messages = request["messages"];
    } else if (request.contains("ids") == request.contains("prompt"))
        return fail({.code = "request.input",
                     .message = "A request needs either token ids or a prompt.",
                     .field = "ids",
                     .expected = "\"ids\" or \"prompt\""});
    if (request.contains("ids")) {
        auto ids = getIds(request, "ids");
        if (!ids) return unexpected(ids.error());
        if (ids->empty()) return fail(emptyPrompt("ids"));
        problem.ids = std::move(*ids);
    }
    for (auto [name, target] :
         {std::pair{"prompt", &problem.problem.prompt}, {"reference", &problem.problem.reference}}) {
        if (!request.contains(name)) continue;
        auto text = getString(request, name);
        if (!text) return unexpected(text.error());
        *target = std::move(*text);
    }
    problem.problem.row = {{"prompt", problem.problem.prompt}, {"reference", problem.problem.reference}};
    return problem;
}

} // namespace lapidary
