// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/atif.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/parts.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &version = row.at("schema_version"), &steps = row.at("steps");
    return version.is_string() && version.get_ref<const std::string &>().starts_with("ATIF") && steps.is_array();
}

/// The words of a message or of what a tool saw: a text, or parts of one.
Result<std::string> wordsOf(const Json &step, const char *name, const std::string &place) {
    const auto it = step.find(name);
    if (it == step.end()) return std::string();
    const auto content = readContent(*it, place + "." + name);
    if (!content) return unexpected(content.error());
    return content->text.value_or("");
}

/// Calls of tools in OpenAI's words.
Result<Json> callsOf(const Json &step, const std::string &place) {
    const Json given = step.value("tool_calls", Json());
    if (given.is_null()) return Json();
    if (!given.is_array()) return fail(wrongType(place + ".tool_calls", given, "a list of calls of tools"));
    Json calls = Json::array();
    for (const Json &each : given) {
        const std::string at = place + ".tool_calls[" + std::to_string(calls.size()) + "]";
        if (!each.is_object()) return fail(wrongType(at, each, "a call of a tool"));
        const auto name = textField(each, "function_name");
        if (!name) return fail(wrongType(at + ".function_name", each.value("function_name", Json()), "text"));
        Json call = Json::object();
        if (each.contains("tool_call_id")) call["id"] = each["tool_call_id"];
        call["type"] = "function";
        call["function"] = {{"name", *name}, {"arguments", each.value("arguments", Json::object())}};
        calls.push_back(std::move(call));
    }
    return calls;
}

/// What the tools of a step saw: a message each.
Status readSeen(const Json &step, const std::string &place, Messages &turns) {
    const Json seen = step.value("observation", Json());
    if (seen.is_null()) return {};
    const Json results = seen.is_object() ? seen.value("results", Json()) : Json();
    if (!results.is_array()) return fail(wrongType(place + ".observation", seen, "{\"results\": [ … ]}"));
    for (const Json &each : results) {
        if (!each.is_object()) return fail(wrongType(place + ".observation.results", each, "what a tool saw"));
        auto words = wordsOf(each, "content", place + ".observation.results");
        if (!words) return unexpected(words.error());
        Message message{.role = "tool", .content = std::move(*words)};
        if (const Json id = each.value("source_call_id", Json()); !id.is_null()) message.extra["tool_call_id"] = id;
        turns.push_back(std::move(message));
    }
    return {};
}

Status readStep(const Json &step, const std::string &place, Messages &turns) {
    if (!step.is_object()) return fail(wrongType(place, step, "a step with source and message"));
    const auto source = textField(step, "source");
    const std::string who = source.value_or("");
    if (who != "user" && who != "system" && who != "agent") {
        Error error = wrongType(place + ".source", step.value("source", Json()), "user, agent or system");
        error.found = dumpJson(step.value("source", Json())).substr(0, 60);
        return fail(std::move(error));
    }
    auto words = wordsOf(step, "message", place);
    if (!words) return unexpected(words.error());
    Message message{.role = who == "agent" ? "assistant" : who, .content = std::move(*words)};
    if (const Json thought = step.value("reasoning_content", Json()); thought.is_string() && thought != "")
        message.extra["reasoning_content"] = thought;
    auto calls = callsOf(step, place);
    if (!calls) return unexpected(calls.error());
    if (calls->is_array() && !calls->empty()) message.extra["tool_calls"] = std::move(*calls);
    turns.push_back(std::move(message));
    return readSeen(step, place, turns);
}

Result<Record> read(const Json &row) {
    const auto version = textField(row, "schema_version");
    if (!version) return unexpected(version.error());
    const auto steps = row.find("steps");
    if (steps == row.end() || !steps->is_array())
        return fail(wrongType("steps", steps == row.end() ? Json() : *steps, "a list of steps"));
    Conversation talk;
    for (std::size_t i = 0; i < steps->size(); ++i)
        if (auto step = readStep((*steps)[i], "steps[" + std::to_string(i) + "]", talk.turns); !step)
            return unexpected(step.error());
    return named(row, std::move(talk));
}

/// A call of a tool in ATIF's words; null where it is none of OpenAI's.
Json callBack(const Json &call) {
    const Json function = call.is_object() ? call.value("function", Json()) : Json();
    if (!function.is_object()) return {};
    Json out = Json::object();
    if (call.contains("id")) out["tool_call_id"] = call["id"];
    out["function_name"] = function.value("name", Json());
    out["arguments"] = function.value("arguments", Json::object());
    return out;
}

/// The step of a message that is none of a tool.
Json stepOf(const Message &turn, std::size_t number) {
    Json step = {
        {"step_id", number}, {"source", turn.role == "assistant" ? "agent" : turn.role}, {"message", turn.content}};
    for (const auto &[key, value] : turn.extra.items()) {
        if (key != "tool_calls" || !value.is_array()) {
            step[key] = value;
            continue;
        }
        step[key] = Json::array();
        for (const Json &call : value) step[key].push_back(callBack(call));
    }
    return step;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Conversation>(&record.what);
    if (!it || !it->tools.is_null()) return std::nullopt;
    Json row = begun(record), steps = Json::array();
    row["schema_version"] = "ATIF-v1.4";
    for (const Message &turn : it->turns) {
        if (turn.role != "tool") {
            steps.push_back(stepOf(turn, steps.size() + 1));
            continue;
        }
        if (steps.empty()) return std::nullopt;
        Json result = {{"content", turn.content}};
        if (turn.extra.contains("tool_call_id")) result["source_call_id"] = turn.extra["tool_call_id"];
        steps.back()["observation"]["results"].push_back(std::move(result));
    }
    row["steps"] = std::move(steps);
    return ifSame(finished(std::move(row), record), record, read);
}

Json example() {
    return *parseJson(R"({"schema_version": "ATIF-v1.4", "steps": [
        {"step_id": 1, "source": "user", "message": "What is 17 * 23?"},
        {"step_id": 2, "source": "agent", "message": "",
         "tool_calls": [{"tool_call_id": "1", "function_name": "multiply", "arguments": {"a": 17, "b": 23}}],
         "observation": {"results": [{"content": "391", "source_call_id": "1"}]}},
        {"step_id": 3, "source": "agent", "message": "It is 391."}]})");
}

} // namespace

const Layout &atifLayout() {
    static const Layout layout{.name = "atif",
                               .summary = translated("Layout", "Trajectories of agents (ATIF): schema_version, steps"),
                               .makes = "conversation",
                               .columns = {{.name = "schema_version", .required = true},
                                           {.name = "steps", .required = true, .kind = Column::Kind::List},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = example(),
                               .holds = holds};
    return layout;
}

} // namespace lapidary
