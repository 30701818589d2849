// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/turns.h"
#include "core/data/layouts/fields.h"
#include <algorithm>

namespace lapidary {
namespace {

/// OpenAI's content: a text, or parts of which only texts can be read. Nothing: null.
Result<std::optional<std::string>> contentOf(const Json &content, const std::string &field) {
    if (content.is_null()) return std::nullopt;
    if (content.is_string()) return content.get<std::string>();
    const auto isText = [](const Json &part) {
        const auto text = part.is_object() ? part.find("text") : part.end();
        return part.is_object() && part.value("type", Json()) == "text" && text != part.end() && text->is_string();
    };
    if (!content.is_array() || !std::all_of(content.begin(), content.end(), isText)) {
        Error error = wrongType(field, content, "text, or a list of parts of type \"text\"");
        if (content.is_array()) error.found = "a list that holds something else";
        return fail(std::move(error));
    }
    std::string text;
    for (const auto &part : content) text += part["text"].get_ref<const std::string &>();
    return text;
}

Result<std::string> roleOf(const Json &message, const TurnWords &words, const std::string &field) {
    const auto said = textField(message, words.role);
    if (!said) {
        Error error = said.error();
        error.field = field;
        return fail(std::move(error));
    }
    const auto known = std::find_if(words.speakers.begin(), words.speakers.end(),
                                    [&](const auto &speaker) { return speaker.first == *said; });
    if (known != words.speakers.end()) return std::string(known->second);
    std::string all;
    for (const auto &[word, role] : words.speakers) all += (all.empty() ? "" : ", ") + std::string(word);
    return fail({.code = "row.unknown_speaker",
                 .message = "nobody knows who speaks here",
                 .field = field,
                 .found = *said,
                 .expected = all});
}

Result<Message> readTurn(const Json &given, const TurnWords &words, const std::string &place) {
    if (!given.is_object()) return fail(wrongType(place, given, {"an object with {0}", std::string(words.role)}));
    auto role = roleOf(given, words, place + "." + words.role);
    if (!role) return unexpected(role.error());
    auto content = contentOf(given.value(words.content, Json()), place + "." + words.content);
    if (!content) return unexpected(content.error());
    Message message{.role = std::move(*role)};
    for (const auto &[key, value] : given.items()) {
        const bool said = key == words.role || key == words.content || key == "role" || key == "content";
        if (!said && !value.is_null()) message.extra[key] = value;
    }
    if (!*content && !message.extra.contains("tool_calls"))
        return fail({.code = "row.missing",
                     .message = "a message says nothing and calls no tool",
                     .field = place + "." + words.content,
                     .found = given.contains(words.content) ? "null" : "nothing",
                     .expected = "text"});
    message.content = content->value_or("");
    return message;
}

} // namespace

Result<Messages> readTurns(const Json &row, const char *column, const TurnWords &words) {
    const auto it = row.find(column);
    if (it == row.end() || it->is_null())
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = column,
                     .found = "nothing",
                     .expected = "a list of messages"});
    if (!it->is_array()) return fail(wrongType(column, *it, "a list of messages"));
    Messages turns;
    for (std::size_t i = 0; i < it->size(); ++i) {
        auto turn = readTurn((*it)[i], words, std::string(column) + "[" + std::to_string(i) + "]");
        if (!turn) return unexpected(turn.error());
        turns.push_back(std::move(*turn));
    }
    return turns;
}

std::optional<Json> writeTurns(const Messages &turns, const TurnWords &words) {
    Json list = Json::array();
    for (const auto &turn : turns) {
        const auto known = std::find_if(words.speakers.begin(), words.speakers.end(),
                                        [&](const auto &speaker) { return speaker.second == turn.role; });
        if (known == words.speakers.end()) return std::nullopt;
        Json message = {{words.role, known->first}, {words.content, turn.content}};
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
