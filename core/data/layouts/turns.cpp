// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/turns.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/parts.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Who speaks, in the words of many files.
constexpr std::pair<std::string_view, std::string_view> kSpeakers[] = {{"user", "user"},
                                                                       {"human", "user"},
                                                                       {"prompter", "user"},
                                                                       {"assistant", "assistant"},
                                                                       {"gpt", "assistant"},
                                                                       {"chatgpt", "assistant"},
                                                                       {"bot", "assistant"},
                                                                       {"model", "assistant"},
                                                                       {"function_call", "assistant"},
                                                                       {"tool_call", "assistant"},
                                                                       {"system", "system"},
                                                                       {"developer", "developer"},
                                                                       {"tool", "tool"},
                                                                       {"observation", "tool"},
                                                                       {"function", "tool"},
                                                                       {"function_response", "tool"},
                                                                       {"ipython", "tool"}};

std::string small(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return text;
}

Result<std::string> roleOf(const std::string &said, const std::string &field) {
    const std::string word = small(said);
    for (const auto &[known, role] : kSpeakers)
        if (known == word) return std::string(role);
    std::string all;
    for (const auto &[known, role] : kSpeakers) all += (all.empty() ? "" : ", ") + std::string(known);
    return fail({.code = "row.unknown_speaker",
                 .message = "nobody knows who speaks here",
                 .field = field,
                 .found = said,
                 .expected = all});
}

/// Whether a message is learnt, as OpenAI ("weight"), LLaMA-Factory ("loss_weight") and Axolotl ("train") have it.
Status readWeight(Message &message, const std::string &place) {
    for (const char *name : {"weight", "loss_weight", "train"}) {
        const auto it = message.extra.find(name);
        const bool isWeight = it != message.extra.end() && (name != std::string_view("train") || it->is_boolean());
        if (!isWeight) continue;
        if (!it->is_boolean() && *it != 0 && *it != 1)
            return fail({.code = "row.wrong_type",
                         .message = "a message is learnt or it is not: there is nothing between",
                         .field = place + "." + name,
                         .found = dumpJson(*it),
                         .expected = "0 or 1"});
        const bool learnt = *it == true || *it == 1;
        message.extra["weight"] = learnt ? 1 : 0;
        return {};
    }
    return {};
}

/// The keys of a message: OpenAI's where it has them.
struct Keys {
    std::string role, content;
};
Keys keysOf(const Json &given) {
    const auto has = [&](const char *name) { return given.contains(name) && !given[name].is_null(); };
    return {!has("role") && given.contains("from") ? "from" : "role",
            !has("content") && given.contains("value") ? "value" : "content"};
}

/// Everything but who speaks and what they say.
Json extraOf(const Json &given, const Keys &keys) {
    Json extra = Json::object();
    for (const auto &[key, value] : given.items()) {
        const bool said = key == keys.role || key == keys.content || key == "role" || key == "content";
        if (!said && !value.is_null()) extra[key] = value;
    }
    return extra;
}

Error saysNothing(const Json &given, const std::string &field, const char *key) {
    return {.code = "row.missing",
            .message = "a message says nothing and calls no tool",
            .field = field,
            .found = given.contains(key) ? "null" : "nothing",
            .expected = "text"};
}

/// One message of the file; of one that brings results of tools there are several.
Status readTurn(const Json &given, const std::string &place, Messages &turns) {
    if (!given.is_object()) return fail(wrongType(place, given, "an object with role and content"));
    const Keys keys = keysOf(given);
    const std::string field = place + "." + keys.content;
    const auto speaker = textField(given, keys.role);
    if (!speaker) {
        Error error = speaker.error();
        error.field = place + "." + keys.role;
        return fail(std::move(error));
    }
    auto role = roleOf(*speaker, place + "." + keys.role);
    if (!role) return unexpected(role.error());
    auto content = readContent(given.value(keys.content, Json()), field);
    if (!content) return unexpected(content.error());
    Message message{.role = std::move(*role), .extra = extraOf(given, keys)};
    const bool isCall = content->text && (small(*speaker) == "function_call" || small(*speaker) == "tool_call");
    if (isCall)
        if (auto read = readCalls(*content->text, field, content->calls); !read) return read;
    if (isCall) content->text = "";
    if (!content->thoughts.empty() && !message.extra.contains("reasoning_content"))
        message.extra["reasoning_content"] = std::move(content->thoughts);
    if (!content->calls.empty() && !message.extra.contains("tool_calls"))
        message.extra["tool_calls"] = std::move(content->calls);
    if (auto weighed = readWeight(message, place); !weighed) return weighed;
    for (auto &result : content->results) turns.push_back(std::move(result));
    if (!content->text && !content->results.empty() && message.extra.empty()) return {}; // it brought results alone
    const auto &extra = message.extra;
    if (!content->text && !extra.contains("tool_calls") && !extra.contains("function_call") &&
        !extra.contains("reasoning_content"))
        return fail(saysNothing(given, field, keys.content.c_str()));
    message.content = content->text.value_or("");
    turns.push_back(std::move(message));
    return {};
}

std::optional<std::string> wordFor(const std::string &role, const TurnWords &words) {
    if (words.shareGpt && role == "user") return "human";
    if (words.shareGpt && role == "assistant") return "gpt";
    for (const auto &[known, meant] : kSpeakers)
        if (known == role && meant == role) return role;
    return std::nullopt;
}

} // namespace

Result<Messages> readTurns(const Json &row, const char *column) {
    const auto it = row.find(column);
    if (it == row.end() || it->is_null())
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = column,
                     .found = "nothing",
                     .expected = "a list of messages"});
    const Json &list = *it;
    Messages turns;
    if (list.is_object()) {
        if (auto read = readTurn(list, column, turns); !read) return unexpected(read.error());
        return turns;
    }
    if (!list.is_array()) return fail(wrongType(column, list, "a list of messages"));
    for (std::size_t i = 0; i < list.size(); ++i)
        if (auto read = readTurn(list[i], std::string(column) + "[" + std::to_string(i) + "]", turns); !read)
            return unexpected(read.error());
    return turns;
}

bool holdsTurns(const Json &row, const char *column) {
    const auto it = row.find(column);
    return it != row.end() && it->is_array() && (it->empty() || it->front().is_object());
}

bool holdsMessages(const Json &row, const char *column) {
    const auto it = row.find(column);
    const bool isMessage = it != row.end() && it->is_object() && (it->contains("role") || it->contains("from"));
    return isMessage || holdsTurns(row, column);
}

std::optional<Json> writeTurns(const Messages &turns, const TurnWords &words) {
    Json list = Json::array();
    for (const auto &turn : turns) {
        const auto word = wordFor(turn.role, words);
        if (!word) return std::nullopt;
        Json message = {{words.role, *word}, {words.content, turn.content}};
        for (const auto &[key, value] : turn.extra.items()) {
            if (message.contains(key)) return std::nullopt; // it would be read as another thing
            message[key] = value;
        }
        list.push_back(std::move(message));
    }
    return list;
}

Result<Json> readTools(const Json &row) {
    const auto it = row.find("tools");
    if (it == row.end() || it->is_null() || *it == "") return Json();
    Json tools = *it;
    if (it->is_string()) {
        auto parsed = parseJson(it->get_ref<const std::string &>(), {.depth = 128});
        if (!parsed) return fail(wrongType("tools", *it, "a list, or its JSON in a text"));
        tools = std::move(*parsed);
    }
    if (!tools.is_array()) return fail(wrongType("tools", tools, "a list of tools"));
    return tools.empty() ? Json() : tools;
}

} // namespace lapidary
