// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/framing.h"
#include "core/data/tasks/task.h"

namespace lapidary {
namespace {

std::string withoutEnd(std::string text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    text.resize(last == text.npos ? 0 : last + 1);
    return text;
}

/// The text as the worker reads it, whose tokenizer may put its own beginning in front: then the template's is left
/// out.
std::string withOneBeginning(std::string text, const Tokenizer &tokenizer, const std::vector<std::int32_t> &wanted) {
    if (wanted.empty()) return text;
    const auto begin = tokenizer.tokenOf(wanted[0]);
    const auto read = tokenizer.encode(text, true);
    const bool twice = read && read->ids.size() > 1 && read->ids[0] == wanted[0] && read->ids[1] == wanted[0];
    if (twice && begin && text.starts_with(*begin)) text.erase(0, begin->size());
    return text;
}

} // namespace

Framer::Framer(Framing framing, const fs::path &model, std::vector<Json> examples)
    : framing_(std::move(framing)), model_(model), examples_(std::move(examples)) {
    if (!framing_.chat.empty()) chat_.emplace(model_);
}

std::string Framer::askedOf(const Json &row) const {
    const std::string problem = withoutEnd(questionOf(row));
    return framing_.instruction.empty() ? problem : problem + "\n" + framing_.instruction;
}

std::string Framer::asText(const std::string &asked) const {
    std::string out = framing_.system.empty() ? "" : framing_.system + "\n\n";
    for (const Json &example : examples_)
        out += askedOf(example) + "\n" + withoutEnd(example.value("completion", "")) + "\n\n";
    return out + asked + "\n";
}

Result<std::string> Framer::asChat(const std::string &asked) {
    if (!tokenizer_) {
        auto tokenizer = Tokenizer::load(model_);
        if (!tokenizer) return unexpected(tokenizer.error());
        tokenizer_ = std::move(*tokenizer);
    }
    Json messages = Json::array();
    if (!framing_.system.empty()) messages.push_back({{"role", "system"}, {"content", framing_.system}});
    for (const Json &example : examples_) {
        messages.push_back({{"role", "user"}, {"content", askedOf(example)}});
        messages.push_back({{"role", "assistant"}, {"content", withoutEnd(example.value("completion", ""))}});
    }
    messages.push_back({{"role", "user"}, {"content", asked}});
    const auto chat = chat_->of({{"messages", std::move(messages)}, {"add_generation_prompt", true}});
    if (!chat) return unexpected(chat.error());
    std::string text = withOneBeginning(chat->text, *tokenizer_, chat->ids);
    const auto read = tokenizer_->encode(text, true);
    if (!read) return unexpected(read.error());
    if (read->ids == chat->ids) return text;
    return fail({.code = "framing.not_as_text",
                 .message = "as text this prompt is read as other tokens than the chat template means",
                 .field = "prompt",
                 .found = text.substr(0, 80),
                 .expected = {"the {0} tokens of the template, not {1}", chat->ids.size(), read->ids.size()},
                 .remedy = "Take names of special tokens out of the problems, or leave out chat."});
}

Result<Json> Framer::frame(Json row) {
    if (!getString(row, "question") && !getString(row, "prompt"))
        return fail({.code = "framing.no_question",
                     .message = "a row without a problem as text cannot be put to a model",
                     .field = "prompt",
                     .found = dumpJson(row).substr(0, 80),
                     .expected = "\"prompt\" with a text",
                     .remedy = "Leave out chat, system, instruction and examples for conversations."});
    for (const Json &example : examples_)
        if (withoutEnd(example.value("completion", "")).empty())
            return fail({.code = "framing.no_solution",
                         .message = "an example shows no solution",
                         .field = "examples",
                         .found = dumpJson(example).substr(0, 80),
                         .expected = "rows with \"completion\""});
    const std::string question = questionOf(row), asked = askedOf(row);
    auto prompt = chat_ ? asChat(asked) : Result<std::string>(asText(asked));
    if (!prompt) return unexpected(prompt.error());
    row["question"] = question;
    row["prompt"] = std::move(*prompt);
    return row;
}

} // namespace lapidary
