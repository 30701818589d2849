// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/parts.h"
#include "core/data/layouts/fields.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isAmong(std::string_view kind, std::initializer_list<std::string_view> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// The first of these members that is there.
const Json *under(const Json &part, std::initializer_list<const char *> names) {
    for (const char *name : names)
        if (const auto it = part.find(name); it != part.end() && !it->is_null()) return &*it;
    return nullptr;
}

Error unreadable(const Json &content, const std::string &field, Sentence found) {
    Error error = wrongType(field, content, "text, or a list of parts that are text, thoughts or calls of tools");
    error.found = std::move(found);
    if (content.is_array()) error.remedy = "Only words can be learnt here: leave such rows out, or describe the part.";
    return error;
}

/// Words that stand there as a text, or as parts of it once more.
std::optional<std::string> wordsOf(const Json *given) {
    if (!given) return std::nullopt;
    if (given->is_string()) return given->get<std::string>();
    if (!given->is_array()) return std::nullopt;
    std::string all;
    for (const auto &each : *given) {
        const Json *text = each.is_object() ? under(each, {"text", "value"}) : &each;
        if (!text || !text->is_string()) return std::nullopt;
        all += text->get_ref<const std::string &>();
    }
    return all;
}

std::string partKind(const Json &part) {
    if (part.is_string()) return "text";
    const auto type = part.is_object() ? part.find("type") : part.end();
    if (!part.is_object()) return part.type_name();
    if (type == part.end()) return part.contains("text") ? "text" : "object";
    return type->is_string() ? type->get<std::string>() : type->type_name();
}

/// One part; false where it can be none of these.
Result<bool> take(Content &out, const Json &part, const std::string &field) {
    const std::string kind = partKind(part);
    if (isAmong(kind, {"text", "input_text", "output_text", "refusal"})) {
        const auto words = part.is_string() ? wordsOf(&part) : wordsOf(under(part, {"text", "value", "refusal"}));
        if (words) out.text = out.text.value_or("") + *words;
        return words.has_value();
    }
    if (isAmong(kind, {"thinking", "reasoning"})) {
        const auto words = wordsOf(under(part, {"thinking", "reasoning", "value", "text"}));
        if (words) out.thoughts += *words;
        return words.has_value();
    }
    if (isAmong(kind, {"tool_call", "function_call", "tool_use"})) {
        const Json *call = under(part, {"value"});
        if (auto read = readCalls(call ? *call : part, field, out.calls); !read) return unexpected(read.error());
        return true;
    }
    if (kind != "tool_result") return false;
    const Json *said = under(part, {"content", "value"});
    auto words = said ? wordsOf(said) : std::string();
    if (!words) return false;
    Message result{.role = "tool", .content = std::move(*words)};
    if (const Json *id = under(part, {"tool_use_id"})) result.extra["tool_call_id"] = *id;
    out.results.push_back(std::move(result));
    return true;
}

} // namespace

Result<Content> readContent(const Json &content, const std::string &field) {
    Content out;
    if (content.is_null()) return out;
    if (content.is_string()) return Content{.text = content.get<std::string>()};
    if (!content.is_array()) return fail(unreadable(content, field, content.type_name()));
    if (content.empty()) out.text = "";
    for (const auto &part : content) {
        const auto taken = take(out, part, field);
        if (!taken) return unexpected(taken.error());
        if (!*taken) return fail(unreadable(content, field, {"a part of the kind \"{0}\"", partKind(part)}));
    }
    return out;
}

Status readCalls(const Json &given, const std::string &field, Json &calls) {
    if (given.is_string()) {
        const auto parsed = parseJson(given.get_ref<const std::string &>(), {.depth = 128});
        if (parsed && parsed->is_structured()) return readCalls(*parsed, field, calls);
    } else if (given.is_array() && !given.empty()) {
        for (const auto &each : given)
            if (auto read = readCalls(each, field, calls); !read) return read;
        return {};
    } else if (given.is_object() && given.contains("function")) {
        calls.push_back(given);
        return {};
    } else if (const Json name = given.is_object() ? given.value("name", Json()) : Json(); name.is_string()) {
        Json call = Json::object();
        if (given.contains("id")) call["id"] = given["id"];
        const Json *arguments = under(given, {"arguments", "parameters", "input"});
        call["type"] = "function";
        call["function"] = {{"name", name}, {"arguments", arguments ? *arguments : Json::object()}};
        calls.push_back(std::move(call));
        return {};
    }
    Error error = wrongType(field, given, "a call of a tool as JSON: {\"name\": …, \"arguments\": …}");
    error.found = dumpJson(given).substr(0, 100);
    return fail(std::move(error));
}

} // namespace lapidary
