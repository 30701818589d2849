// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/token_view.h"
#include "core/text/text_findings.h"
#include <algorithm>

namespace lapidary {
namespace {

std::optional<std::string> textOf(const Json &row, const std::string &key) {
    const auto it = row.find(key);
    return it != row.end() && it->is_string() ? std::optional(it->get<std::string>()) : std::nullopt;
}

void close(TokenView &view, const RowReading &reading) {
    view.lostCharacters = charactersAt(view.text, view.lost);
    view.kept = std::min(view.tokens.size(), static_cast<std::size_t>(std::max<std::int64_t>(reading.maxLength, 0)));
    for (std::size_t i = 1; i < view.kept; ++i) view.learnt += !view.tokens[i].masked;
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
        view.tokens.push_back({pair->ids[i], std::move(pair->tokens[i]), pair->offsets[i].first,
                               pair->offsets[i].second, reading.maskPrompt && i < pair->promptLength});
    return view;
}

/// Ids were given: the text is what they mean, token by token.
Result<TokenView> fromIds(const Tokenizer &tokenizer, const Json &row) {
    TokenView view;
    StreamDecoder decoder(tokenizer, false);
    const Json labels = row.value("labels", Json());
    for (const auto &value : row["input_ids"]) {
        if (!value.is_number_integer())
            return fail(
                {.code = "data.bad_row", .message = "not a token id", .field = "input_ids", .found = dumpJson(value)});
        const auto id = value.get<std::int32_t>();
        const std::size_t begin = view.text.size(), at = view.tokens.size();
        view.text += decoder.push(id);
        const bool masked = labels.is_array() && at < labels.size() && labels[at] == -100;
        view.tokens.push_back({id, tokenizer.tokenOf(id).value_or(""), begin, view.text.size(), masked});
    }
    view.text += decoder.finish();
    return view;
}

Error nothingToRead() {
    return {.code = "data.no_text",
            .message = "the row has nothing that a training reads",
            .expected = "text, completion, chosen and rejected, prompt, or input_ids"};
}

} // namespace

Result<TokenView> viewRow(const Tokenizer &tokenizer, const Json &row, const RowReading &reading) {
    const bool preference = row.contains("chosen");
    const auto prompt = textOf(row, "prompt"), plain = textOf(row, "text"),
               completion = textOf(row, preference ? reading.side : "completion");
    const bool terminated = row.value(preference ? reading.side + "_terminated" : "terminated", Json()) != false;
    const auto other = preference ? textOf(row, reading.side == "chosen" ? "rejected" : "chosen") : std::nullopt;
    auto view = row.contains("input_ids") && row["input_ids"].is_array() ? fromIds(tokenizer, row)
                : plain      ? fromText(tokenizer, "", *plain, {reading.completionOnly, terminated})
                : completion ? fromText(tokenizer, prompt.value_or(""), *completion,
                                        {reading.completionOnly || preference, terminated, other})
                : prompt     ? fromText(tokenizer, *prompt, "", {})
                             : Result<TokenView>(fail(nothingToRead()));
    if (view) close(*view, reading);
    return view;
}

Result<std::int64_t> tokensOfRow(const Tokenizer &tokenizer, const Json &row) {
    if (const auto it = row.find("input_ids"); it != row.end() && it->is_array())
        return static_cast<std::int64_t>(it->size());
    std::int64_t most = 0;
    for (const char *side : {"chosen", "rejected"}) {
        const auto view = viewRow(tokenizer, row, {.maxLength = 0, .side = side});
        if (!view) return unexpected(view.error());
        most = std::max(most, static_cast<std::int64_t>(view->tokens.size()));
        if (!row.contains("chosen")) break;
    }
    return most;
}

} // namespace lapidary
