// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/codex_session.h"

namespace lapidary {
namespace {

std::string textIn(const Json &object, const char *name) {
    return getString(object, name).value_or("");
}

Json memberOf(const Json &object, const char *name) {
    return object.is_object() ? object.value(name, Json()) : Json();
}

} // namespace

/// The system prompt stands in the first line, as a text or in an object.
void CodexSession::begin(const Json &about) {
    id_ = textIn(about, "id");
    for (const char *name : {"instructions", "base_instructions"}) {
        const Json given = memberOf(about, name);
        const std::string words = given.is_string() ? given.get<std::string>() : textIn(given, "text");
        if (words.empty()) continue;
        messages_.push_back({{"role", "system"}, {"content", words}});
        return;
    }
}

/// The message that the assistant is at, or a new one.
Json &CodexSession::answer(bool fresh) {
    if (fresh || messages_.empty() || messages_.back()["role"] != "assistant")
        messages_.push_back({{"role", "assistant"}, {"content", ""}});
    return messages_.back();
}

void CodexSession::said(const Json &item) {
    const Json content = memberOf(item, "content");
    if (textIn(item, "role") != "assistant") {
        messages_.push_back({{"role", textIn(item, "role")}, {"content", content}});
        return;
    }
    const bool open = !messages_.empty() && messages_.back()["role"] == "assistant" &&
                      messages_.back()["content"] == "" && !messages_.back().contains("tool_calls");
    answer(!open)["content"] = content;
}

void CodexSession::called(const Json &item, const std::string &name, Json arguments) {
    Json call = Json::object();
    if (const std::string id = textIn(item, "call_id"); !id.empty()) call["id"] = id;
    call["type"] = "function";
    call["function"] = {{"name", name}, {"arguments", std::move(arguments)}};
    answer(false)["tool_calls"].push_back(std::move(call));
}

void CodexSession::seen(const Json &item) {
    Json words = memberOf(item, "output");
    if (words.is_object() && words.contains("content")) words = Json(words["content"]);
    if (!words.is_string() && !words.is_array()) words = dumpJson(words);
    messages_.push_back({{"role", "tool"}, {"tool_call_id", textIn(item, "call_id")}, {"content", words}});
}

void CodexSession::item(const Json &item) {
    const std::string type = textIn(item, "type");
    if (type == "message") return said(item);
    if (type == "function_call") return called(item, textIn(item, "name"), memberOf(item, "arguments"));
    if (type == "custom_tool_call") return called(item, textIn(item, "name"), Json{{"input", memberOf(item, "input")}});
    if (type == "local_shell_call") return called(item, "local_shell", memberOf(item, "action"));
    if (type == "web_search_call") return called(item, "web_search", memberOf(item, "action"));
    if (type == "function_call_output" || type == "custom_tool_call_output") return seen(item);
    if (type != "reasoning") return;
    std::string thoughts;
    for (const char *name : {"summary", "content"})
        for (const Json &part : memberOf(item, name).is_array() ? memberOf(item, name) : Json::array())
            if (const std::string words = textIn(part, "text"); !words.empty())
                thoughts += (thoughts.empty() ? "" : "\n\n") + words;
    if (thoughts.empty()) return; // encrypted
    Json &message = answer(!messages_.empty() && messages_.back()["role"] == "assistant" &&
                           (messages_.back()["content"] != "" || messages_.back().contains("tool_calls")));
    const std::string before = textIn(message, "reasoning_content");
    message["reasoning_content"] = before.empty() ? thoughts : before + "\n\n" + thoughts;
}

bool CodexSession::take(const Json &line) {
    const std::string type = textIn(line, "type");
    const Json payload = memberOf(line, "payload");
    if (type == "session_meta" || (type.empty() && line.contains("timestamp") && line.contains("id"))) {
        if (id_.empty()) begin(payload.is_object() ? payload : line); // a session that is resumed says it again
        return true;
    }
    if (type == "turn_context" && model_.empty()) model_ = textIn(payload, "model");
    if (type == "response_item")
        item(payload);
    else if (!payload.is_object())
        item(line); // older logs have the items alone
    return !type.empty();
}

std::vector<Json> CodexSession::rows() const {
    if (messages_.empty()) return {};
    Json row = Json::object();
    if (!id_.empty()) row["id"] = id_;
    if (!model_.empty()) row["model"] = model_;
    row["messages"] = messages_;
    return {row};
}

} // namespace lapidary
