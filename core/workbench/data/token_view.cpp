// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/token_view.h"
#include "core/data/chat_pair.h"
#include "core/data/conversation_tokens.h"
#include "core/data/layouts/registry.h"
#include "core/text/text_findings.h"
#include <algorithm>

namespace lapidary {
namespace {

void close(TokenView &view, const RowReading &reading) {
    view.lostCharacters = charactersAt(view.text, view.lost);
    view.kept = std::min(view.tokens.size(), static_cast<std::size_t>(std::max<std::int64_t>(reading.maxLength, 0)));
    for (std::size_t i = 1; i < view.kept; ++i) view.learnt += view.tokens[i].trained;
}

/// What a token stands for: its bytes of the text, or its name where it was added.
std::string textOf(const std::string &text, const std::pair<std::size_t, std::size_t> &bytes, const std::string &name) {
    const auto [begin, end] = bytes;
    return end > begin ? text.substr(begin, end - begin) : name;
}

/// How a row's completion is read. `other`: the other side of a preference, with which this one begins at one place.
struct Reading {
    bool maskPrompt = false, terminated = true;
    std::optional<std::string> other{};
};
Result<TokenView> fromText(const Tokenizer &tokenizer, const std::string &prompt, const std::string &completion,
                           const Reading &reading) {
    auto pair = tokenisePair(tokenizer, prompt, completion, reading.terminated);
    if (!pair) return unexpected(pair.error());
    if (reading.other) {
        auto opposite = tokenisePair(tokenizer, prompt, *reading.other);
        if (!opposite) return unexpected(opposite.error());
        beginTogether(*pair, *opposite);
        pair->merged |= opposite->merged;
    }
    TokenView view{.text = prompt + completion, .lost = std::move(pair->lost), .merged = pair->merged};
    for (std::size_t i = 0; i < pair->ids.size(); ++i)
        view.tokens.push_back({.text = textOf(view.text, pair->offsets[i], pair->tokens[i]),
                               .id = pair->ids[i],
                               .trained = !reading.maskPrompt || i >= pair->promptLength});
    return view;
}

/// Ids were given: the text is what they mean, token by token.
TokenView fromIds(const Tokenizer &tokenizer, const TokenIds &row) {
    TokenView view;
    StreamDecoder decoder(tokenizer, false);
    for (std::size_t i = 0; i < row.ids.size(); ++i) {
        const auto id = static_cast<std::int32_t>(row.ids[i]);
        std::string piece = decoder.push(id);
        view.text += piece;
        view.tokens.push_back({.text = piece.empty() ? tokenizer.tokenOf(id).value_or("") : std::move(piece),
                               .id = id,
                               .trained = row.labels[i] != -100});
    }
    view.text += decoder.finish();
    return view;
}

/// A row of each kind, as its training reads it.
class Viewer {
public:
    Viewer(const Tokenizer &tokenizer, const RowReading &reading, ChatPrompt *chat)
        : tokenizer_(tokenizer), reading_(reading), chat_(chat) {}

    Result<TokenView> operator()(const Text &it) const {
        return fromText(tokenizer_, "", it.text, {reading_.completionOnly, it.terminated});
    }
    Result<TokenView> operator()(const Demonstration &it) const {
        return plainPair(it.prompt, it.completion, {reading_.completionOnly, it.terminated});
    }
    Result<TokenView> operator()(const PromptOnly &it) const {
        return plainPair(it.prompt, plainText(it.prompt) ? plain("") : Messages{}, {});
    }
    Result<TokenView> operator()(const Preference &it) const {
        const bool chosen = reading_.side == "chosen";
        return plainPair(
            it.prompt, chosen ? it.chosen : it.rejected,
            {true, chosen ? it.chosenTerminated : it.rejectedTerminated, plainText(chosen ? it.rejected : it.chosen)});
    }
    Result<TokenView> operator()(const Unpaired &it) const {
        return plainPair(it.prompt, it.completion, {true, it.terminated});
    }
    Result<TokenView> operator()(const TokenIds &it) const { return fromIds(tokenizer_, it); }
    Result<TokenView> operator()(const TokenPreference &it) const {
        return fromIds(tokenizer_, reading_.side == "chosen" ? it.chosen : it.rejected);
    }
    Result<TokenView> operator()(const Conversation &it) const {
        if (!chat_) return noPlainText("messages, which need a chat template");
        const auto tokens = conversationTokens(*chat_, it, reading_.completionOnly && reading_.assistantOnly);
        return tokens ? fromIds(tokenizer_, *tokens) : Result<TokenView>(unexpected(tokens.error()));
    }
    Result<TokenView> operator()(const Stepwise &) const { return noPlainText("steps"); }

private:
    Result<TokenView> plainPair(const Messages &prompt, const Messages &completion, const Reading &reading) const {
        const auto before = plainText(prompt), behind = plainText(completion);
        if (before && behind) return fromText(tokenizer_, *before, *behind, reading);
        if (!chat_) return noPlainText("messages, which need a chat template");
        return ofMessages(prompt, completion, reading);
    }
    Result<TokenView> ofMessages(const Messages &prompt, const Messages &completion, const Reading &reading) const {
        const auto pair = chatPair(*chat_, prompt, completion);
        if (!pair) return unexpected(pair.error());
        TokenIds row{.ids = {pair->ids.begin(), pair->ids.end()}};
        row.labels = row.ids;
        if (reading.maskPrompt) std::fill_n(row.labels.begin(), pair->promptLength, -100);
        return fromIds(tokenizer_, row);
    }
    static Result<TokenView> noPlainText(const Sentence &found) {
        return fail({.code = "data.no_text",
                     .message = "the row has no plain text whose tokens could be shown",
                     .found = found,
                     .expected = "plain text, or token ids"});
    }

    const Tokenizer &tokenizer_;
    const RowReading &reading_;
    ChatPrompt *chat_;
};

Result<Record> recordOf(const Json &row) {
    auto record = readRecord(row);
    if (record || record.error().code != "row.no_layout") return record;
    record.error().code = "data.no_text";
    record.error().message = "the row has nothing that a training reads";
    return record;
}

Result<TokenView> viewRecord(const Tokenizer &tokenizer, const Record &record, const RowReading &reading,
                             ChatPrompt *chat) {
    auto view = std::visit(Viewer(tokenizer, reading, chat), record.what);
    if (view) close(*view, reading);
    return view;
}

} // namespace

Result<TokenView> viewRow(const Tokenizer &tokenizer, const Json &row, const RowReading &reading, ChatPrompt *chat) {
    const auto record = recordOf(row);
    return record ? viewRecord(tokenizer, *record, reading, chat) : Result<TokenView>(unexpected(record.error()));
}

Result<std::int64_t> tokensOfRow(const Tokenizer &tokenizer, const Json &row, ChatPrompt *chat) {
    const auto record = recordOf(row);
    if (!record) return unexpected(record.error());
    const bool sides =
        std::holds_alternative<Preference>(record->what) || std::holds_alternative<TokenPreference>(record->what);
    std::int64_t most = 0;
    for (const char *side : {"chosen", "rejected"}) {
        if (!sides && side == std::string_view("rejected")) break;
        const auto view = viewRecord(tokenizer, *record, {.maxLength = 0, .completionOnly = false, .side = side}, chat);
        if (!view) return unexpected(view.error());
        most = std::max(most, static_cast<std::int64_t>(view->tokens.size()));
    }
    return most;
}

} // namespace lapidary
