// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/claude_session.h"

namespace lapidary {
namespace {

std::string textIn(const Json &object, const char *name) {
    return getString(object, name).value_or("");
}

bool isTrue(const Json &object, const char *name) {
    const auto it = object.find(name);
    return it != object.end() && *it == true;
}

/// A content as a list of parts, without those that nobody can read.
Json partsOf(const Json &content) {
    if (content.is_string()) return Json::array({Json{{"type", "text"}, {"text", content}}});
    Json parts = Json::array();
    for (const Json &part : content.is_array() ? content : Json::array())
        if (!part.is_object() || textIn(part, "type") != "redacted_thinking") parts.push_back(part);
    return parts;
}

} // namespace

/// A helper's conversation is known by its agent, or by the lines that it follows.
ClaudeSession::Talk &ClaudeSession::talkOf(const Json &line) {
    const std::string session = textIn(line, "sessionId"), uuid = textIn(line, "uuid");
    std::string id = session;
    if (isTrue(line, "isSidechain")) {
        const std::string agent = textIn(line, "agentId");
        const auto before = byLine_.find(textIn(line, "parentUuid"));
        if (agent.empty() && before != byLine_.end() && talks_[before->second].id != session) {
            byLine_[uuid] = before->second;
            return talks_[before->second];
        }
        id += "/" + (agent.empty() ? uuid : agent);
    }
    for (std::size_t i = 0; i < talks_.size(); ++i)
        if (talks_[i].id == id) {
            byLine_[uuid] = i;
            return talks_[i];
        }
    byLine_[uuid] = talks_.size();
    talks_.push_back({.id = id});
    return talks_.back();
}

bool ClaudeSession::take(const Json &line) {
    if (!line.contains("sessionId")) return false;
    const auto message = line.find("message");
    const std::string role = message != line.end() && message->is_object() ? textIn(*message, "role") : "";
    if (role.empty() || isTrue(line, "isApiErrorMessage") || textIn(*message, "model") == "<synthetic>") return true;
    Talk &talk = talkOf(line);
    const Json parts = partsOf(message->value("content", Json()));
    const std::string answer = textIn(*message, "id");
    if (role == "assistant") talk.model = textIn(*message, "model");
    if (role == "assistant" && !answer.empty() && answer == talk.lastAnswer) {
        for (const Json &part : parts) talk.messages.back()["content"].push_back(part);
        return true;
    }
    talk.lastAnswer = role == "assistant" ? answer : "";
    if (!parts.empty()) talk.messages.push_back({{"role", role}, {"content", parts}});
    if (parts.empty()) talk.lastAnswer.clear(); // what follows is no part of the message before
    return true;
}

std::vector<Json> ClaudeSession::rows() const {
    std::vector<Json> out;
    for (const Talk &talk : talks_) {
        if (talk.messages.empty()) continue;
        Json row = {{"id", talk.id}};
        if (!talk.model.empty()) row["model"] = talk.model;
        row["messages"] = talk.messages;
        out.push_back(std::move(row));
    }
    return out;
}

} // namespace lapidary
