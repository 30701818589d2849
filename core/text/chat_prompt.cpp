// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_prompt.h"
#include "core/base/hash.h"
#include "core/text/chat_template/message_marks.h"
#include "core/text/turn_end.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace lapidary {

Status ChatPrompt::read() {
    if (template_) return {};
    auto chat = ChatTemplate::load(folder_);
    if (!chat) return unexpected(chat.error());
    auto tokenizer = Tokenizer::load(folder_);
    if (!tokenizer) return unexpected(tokenizer.error());
    template_ = std::move(*chat);
    tokenizer_ = std::move(*tokenizer);
    return {};
}

Result<ChatPrompt::Written> ChatPrompt::write(const Json &request) {
    if (auto ok = read(); !ok) return unexpected(ok.error());
    auto rendered = template_->render(request, now_);
    if (!rendered) return unexpected(rendered.error());
    auto literal = literalTokens(*template_, request, rendered->text, tokenizer_->specialTexts(), now_);
    if (!literal) return unexpected(literal.error());
    return Written{std::move(*rendered), std::move(*literal)};
}

Result<ChatText> ChatPrompt::of(const Json &request) {
    auto written = write(request);
    if (!written) return unexpected(written.error());
    return tokeniseChat(*tokenizer_, std::move(written->rendered), written->literal);
}

/// A tokenizer may put its own beginning in front of a text: then the template's is left out.
Result<std::string> ChatPrompt::textOf(const Json &request) {
    const auto chat = of(request);
    if (!chat) return unexpected(chat.error());
    std::string text = chat->text;
    auto read = tokenizer_->encode(text, true);
    if (!read) return unexpected(read.error());
    const auto begin = chat->ids.empty() ? std::nullopt : tokenizer_->tokenOf(chat->ids[0]);
    const bool twice = read->ids.size() > 1 && begin && read->ids[0] == chat->ids[0] && read->ids[1] == chat->ids[0];
    if (twice && text.starts_with(*begin)) {
        text.erase(0, begin->size());
        read = tokenizer_->encode(text, true);
        if (!read) return unexpected(read.error());
    }
    if (read->ids == chat->ids) return text;
    return fail({.code = "template.not_as_text",
                 .message = "as text this prompt is read as other tokens than the chat template means",
                 .field = "prompt",
                 .found = text.substr(0, 80),
                 .expected = {"the {0} tokens of the template, not {1}", chat->ids.size(), read->ids.size()},
                 .remedy = "Take names of special tokens out of the problems, or ask without a chat template."});
}

const ChatMarks &ChatPrompt::marksOf(const std::string &templateName) {
    const auto [it, fresh] = marks_.try_emplace(templateName);
    if (!fresh) return it->second;
    it->second.special = tokenizer_->specialTexts();
    std::vector<std::int32_t> ends = endsOfTurn(*template_, templateName, *tokenizer_);
    for (const TurnEnd &end : turnEnds(folder_, &*tokenizer_)) ends.push_back(static_cast<std::int32_t>(end.id));
    for (const auto id : ends)
        if (auto text = tokenizer_->tokenOf(id); text && !text->empty()) it->second.ends.push_back(std::move(*text));
    return it->second;
}

Result<ChatText> ChatPrompt::forTraining(const Json &request) {
    auto written = write(request);
    if (!written) return unexpected(written.error());
    const std::string name = template_->nameFor(request), whole = written->rendered.text;
    ChatPrefixes prefixes(*template_, request, whole, now_);
    const bool derived = !template_->find(name)->marksGeneration();
    if (derived) {
        auto spans = assistantSpans(prefixes, marksOf(name));
        if (!spans) return unexpected(spans.error());
        written->rendered.generation = std::move(*spans);
    }
    auto out = tokeniseChat(*tokenizer_, std::move(written->rendered), written->literal);
    if (!out) return out;
    out->derived = derived;
    if (checked_++ < kMostChecked) out->broken = prefixes.firstBreak();
    return out;
}

Status ChatPrompt::fill(Json &request, bool generationPrompt) {
    if (!request.contains("messages")) return {};
    if (request.contains("ids") || request.contains("prompt") || request.contains("text"))
        return fail({.code = "request.ambiguous",
                     .message = "A request has messages, or text, or ids; not several of them",
                     .field = "messages"});
    Json asked = request;
    if (!asked.contains("add_generation_prompt")) asked["add_generation_prompt"] = generationPrompt;
    const auto chat = of(asked);
    if (!chat) return unexpected(chat.error());
    for (const char *field : kFields) request.erase(field);
    request["ids"] = chat->ids;
    return {};
}

Result<std::string> ChatPrompt::templateHash() {
    if (auto ok = read(); !ok) return unexpected(ok.error());
    const Template *used = template_->find("default");
    if (!used)
        return fail({.code = "template.missing",
                     .message = "There is no template called \"default\"",
                     .file = folder_.string()});
    return contentHash(used->source());
}

/// Where prompt and beginning are one text whose tokens begin with the prompt's, the rest of these tokens is what a
/// model would have written; otherwise the beginning is read alone.
Result<std::vector<std::int32_t>> tokensBehind(const Tokenizer &tokenizer, const std::string &prompt,
                                               const std::vector<std::int32_t> &ids, const std::string &begun,
                                               bool addSpecial) {
    const auto whole = tokenizer.encode(prompt + begun, addSpecial);
    if (!whole) return unexpected(whole.error());
    if (whole->ids.size() > ids.size() && std::equal(ids.begin(), ids.end(), whole->ids.begin()))
        return std::vector<std::int32_t>(whole->ids.begin() + std::ptrdiff_t(ids.size()), whole->ids.end());
    const auto alone = tokenizer.encode(begun, false);
    if (!alone) return unexpected(alone.error());
    return std::vector<std::int32_t>(alone->ids.begin(), alone->ids.end());
}

} // namespace lapidary
