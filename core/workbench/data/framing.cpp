// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/framing.h"
#include "core/data/asked.h"
#include "core/data/conversation_tokens.h"
#include "core/data/tasks/task.h"
#include <algorithm>

namespace lapidary {
namespace {

std::string withoutEnd(std::string text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    text.resize(last == text.npos ? 0 : last + 1);
    return text;
}

/// What the assistant says at the end of a conversation.
std::optional<std::string> answerIn(const Json &messages) {
    if (!messages.is_array() || messages.empty()) return std::nullopt;
    const Json &last = messages.back();
    const auto role = getString(last, "role"), content = getString(last, "content");
    return role && *role == "assistant" && content ? std::optional(*content) : std::nullopt;
}

} // namespace

Framer::Framer(Framing framing, const fs::path &model, std::vector<Json> examples)
    : framing_(std::move(framing)), examples_(std::move(examples)) {
    if (!framing_.chat.empty()) chat_.emplace(model);
}

std::string Framer::askedOf(const Json &row) const {
    return instructed(withoutEnd(questionOf(row)));
}

std::string Framer::instructed(const std::string &problem) const {
    return framing_.instruction.empty() ? problem : problem + "\n" + framing_.instruction;
}

std::string Framer::asText(const std::string &asked) const {
    std::string out = framing_.system.empty() ? "" : framing_.system + "\n\n";
    for (const Json &example : examples_)
        out += askedOf(example) + "\n" + withoutEnd(example.value("completion", "")) + "\n\n";
    return out + asked + "\n";
}

/// The examples stand behind the system's words, and what the system says in the row goes before our own.
Result<std::string> Framer::asChat(Json request) {
    const auto said = [](const char *role, std::string content) {
        return Json{{"role", role}, {"content", std::move(content)}};
    };
    const Json asked = std::move(request["messages"]);
    const std::string first = asked[0].value("role", "");
    const bool begun = first == "system" || first == "developer";
    Json turns = Json::array();
    if (begun)
        turns.push_back(asked[0]);
    else if (!framing_.system.empty())
        turns.push_back(said("system", framing_.system));
    for (const Json &example : examples_) {
        turns.push_back(said("user", askedOf(example)));
        turns.push_back(said("assistant", withoutEnd(example.value("completion", ""))));
    }
    turns.insert(turns.end(), asked.begin() + (begun ? 1 : 0), asked.end());
    const auto last =
        std::find_if(turns.rbegin(), turns.rend(), [](const Json &turn) { return turn["role"] == "user"; });
    if (last != turns.rend()) (*last)["content"] = instructed((*last)["content"].get<std::string>());
    request["messages"] = std::move(turns);
    request["add_generation_prompt"] = true;
    return chat_->textOf(request);
}

Result<Json> Framer::frame(Json row) {
    const bool text = getString(row, "question") || getString(row, "prompt");
    const auto talk = text ? Result<std::optional<Conversation>>(std::nullopt) : conversationAsked(row);
    if (!talk) return unexpected(talk.error());
    if (!text && (!*talk || !chat_))
        return fail({.code = "framing.no_question",
                     .message = "a row without a problem as text cannot be put to a model",
                     .field = "prompt",
                     .found = dumpJson(row).substr(0, 80),
                     .expected = "\"prompt\" with a text, or messages and the model whose chat template writes them",
                     .remedy = "Name the model by chat, or leave out system, instruction and examples."});
    for (const Json &example : examples_)
        if (withoutEnd(example.value("completion", "")).empty())
            return fail({.code = "framing.no_solution",
                         .message = "an example shows no solution",
                         .field = "examples",
                         .found = dumpJson(example).substr(0, 80),
                         .expected = "rows with \"completion\""});
    const std::string question = questionOf(row);
    const Conversation alone{.turns = {{.role = "user", .content = withoutEnd(question)}}};
    auto prompt = chat_ ? asChat(templateRequest(talk->value_or(alone))) : Result<std::string>(asText(askedOf(row)));
    if (!prompt) return unexpected(prompt.error());
    row["question"] = question;
    row["prompt"] = std::move(*prompt);
    if (!row.contains("messages")) return row;
    if (const auto answer = answerIn(row["messages"]); answer && !row.contains("completion"))
        row["completion"] = *answer;
    for (const char *said : {"messages", "tools"}) row.erase(said); // the prompt says it
    return row;
}

} // namespace lapidary
