// SPDX-License-Identifier: Apache-2.0
#include "core/text/turn_end.h"
#include "core/gguf/place.h"
#include <algorithm>

namespace lapidary {
namespace {

const std::string kAnswer = "zyxwvut"; // what no template writes of itself

Json message(const char *role, const std::string &text, bool inParts) {
    if (inParts) return {{"role", role}, {"content", Json::array({{{"type", "text"}, {"text", text}}})}};
    return {{"role", role}, {"content", text}};
}

/// What the template writes behind the answer of a chat; nothing where it refuses the chat or does not write the
/// answer.
std::optional<std::string> behindAnswer(const ChatTemplate &chat, const std::string &name, bool inParts, bool goesOn) {
    Json messages = {message("user", "a", inParts), message("assistant", kAnswer, inParts)};
    if (goesOn) messages.push_back(message("user", "b", inParts));
    const auto rendered = chat.render({{"messages", std::move(messages)}, {"template", name}}, std::time_t{0});
    if (!rendered) return std::nullopt;
    const auto at = rendered->text.rfind(kAnswer);
    return at == std::string::npos ? std::nullopt : std::optional(rendered->text.substr(at + kAnswer.size()));
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

/// A special token, or one that is written as a mark: files of old fine-tunings do not call <|im_end|> special.
bool isMark(const Tokenizer &tokenizer, std::int32_t id) {
    const std::vector<std::int32_t> alone{id};
    const std::string text = tokenizer.decode(alone, false);
    return !text.empty() &&
           (tokenizer.decode(alone, true).empty() || (text.size() > 2 && text.front() == '<' && text.back() == '>'));
}

/// The first token of a text, if it is a mark.
std::optional<std::int32_t> markAt(const Tokenizer &tokenizer, std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return std::nullopt;
    const auto tokens = tokenizer.encode(text.substr(begin), false);
    if (!tokens) return std::nullopt;
    for (const auto id : tokens->ids)
        if (isMark(tokenizer, id))
            return id;
        else if (!isBlank(tokenizer.decode(std::vector{id}, false)))
            return std::nullopt;
    return std::nullopt;
}

std::vector<std::int64_t> endsNamedIn(const fs::path &model, const char *name) {
    if (!hasModelFile(model, name)) return {};
    const auto text = readModelFile(model, name);
    const auto config = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    return config ? namedEnds(*config) : std::vector<std::int64_t>{};
}

} // namespace

std::vector<std::int64_t> namedEnds(const Json &config) {
    std::vector<std::int64_t> ids;
    if (!config.is_object()) return ids;
    const Json value = config.value("eos_token_id", Json());
    for (const Json &id : value.is_array() ? value : Json::array({value}))
        if (id.is_number_integer() && id.get<std::int64_t>() >= 0) ids.push_back(id.get<std::int64_t>());
    return ids;
}

/// Chats with a known answer are written, and what stands behind the answer is looked at. Templates that take no plain
/// text are given parts; those that close an answer only when the next turn comes are given one.
std::optional<std::int32_t> endOfTurn(const ChatTemplate &chat, const std::string &name, const Tokenizer &tokenizer) {
    for (const bool inParts : {false, true})
        for (const bool goesOn : {false, true}) {
            const auto behind = behindAnswer(chat, name, inParts, goesOn);
            if (behind && !isBlank(*behind)) return markAt(tokenizer, *behind);
        }
    return std::nullopt;
}

std::vector<std::int32_t> endsOfTurn(const ChatTemplate &chat, const std::string &name, const Tokenizer &tokenizer) {
    std::vector<std::int32_t> out;
    for (const bool inParts : {false, true})
        for (const bool goesOn : {false, true}) {
            const auto behind = behindAnswer(chat, name, inParts, goesOn);
            const auto mark = behind && !isBlank(*behind) ? markAt(tokenizer, *behind) : std::nullopt;
            if (mark && std::find(out.begin(), out.end(), *mark) == out.end()) out.push_back(*mark);
        }
    return out;
}

std::vector<TurnEnd> turnEnds(const fs::path &folder, const Tokenizer *tokenizer) {
    std::vector<TurnEnd> out;
    const auto add = [&](std::int64_t id, const char *from) {
        auto it = std::find_if(out.begin(), out.end(), [&](const TurnEnd &end) { return end.id == id; });
        if (it == out.end()) it = out.insert(out.end(), TurnEnd{.id = id});
        if (it->from.empty() || it->from.back() != from) it->from.emplace_back(from);
    };
    for (const char *file : {"generation_config.json", "config.json"})
        for (const auto id : endsNamedIn(folder, file)) add(id, file);
    if (!tokenizer) return out;
    if (const auto id = tokenizer->eosId()) add(*id, "tokenizer");
    const auto chat = ChatTemplate::load(folder);
    if (!chat) return out;
    for (const auto &name : chat->names())
        if (const auto id = endOfTurn(*chat, name, *tokenizer)) add(*id, "chat template");
    return out;
}

void addTurnEnds(const fs::path &folder, std::vector<std::int64_t> &to) {
    const auto tokenizer = Tokenizer::load(folder);
    for (const TurnEnd &end : turnEnds(folder, tokenizer ? &*tokenizer : nullptr))
        if (std::find(to.begin(), to.end(), end.id) == to.end()) to.push_back(end.id);
}

} // namespace lapidary
