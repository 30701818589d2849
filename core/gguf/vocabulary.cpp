// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/vocabulary.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace lapidary::gguf {
namespace {

constexpr std::size_t kLongestToken = 4096;

Error badToken(const Contents &contents, const std::string &key, std::size_t index, Sentence message,
               Sentence found = {}) {
    return {.code = "gguf.bad_token",
            .message = std::move(message),
            .file = contents.path,
            .field = key + "/" + std::to_string(index),
            .found = std::move(found)};
}

/// A text that stands there twice belongs to the last token that has it, as other readers have it.
void makeUnique(std::vector<std::string> &texts) {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < texts.size(); ++i) last[texts[i]] = i;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (texts[i].empty() || last.at(texts[i]) != i) others.push_back(i);
    for (const auto i : others) texts[i] = (texts[i].empty() ? "[EMPTY_" : "[DUPLICATE_") + std::to_string(i) + "]";
}

Status readTexts(const Contents &contents, TokenList &out) {
    const Json *list = contents.value("tokenizer.ggml.tokens");
    if (!list || !list->is_array() || list->empty())
        return fail({.code = "gguf.no_tokens",
                     .message = "the file has no tokens",
                     .file = contents.path,
                     .field = "tokenizer.ggml.tokens",
                     .found = list ? list->type_name() : "nothing",
                     .expected = "a list of texts",
                     .remedy = "Import the model and put the tokenizer.json of its maker into the folder."});
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json &each = (*list)[i];
        if (!each.is_string())
            return fail(badToken(contents, "tokenizer.ggml.tokens", i, "a token is no text", each.type_name()));
        const auto &text = each.get_ref<const std::string &>();
        if (text.size() > kLongestToken || utf8::firstInvalid(text) != std::string_view::npos)
            return fail(
                badToken(contents, "tokenizer.ggml.tokens", i, "a token is too long, or not UTF-8", shown(text)));
        out.texts.push_back(text);
    }
    makeUnique(out.texts);
    return {};
}

Status readKinds(const Contents &contents, TokenList &out) {
    out.kinds.assign(out.texts.size(), TokenKind::Normal);
    const Json *list = contents.value("tokenizer.ggml.token_type");
    if (!list) return {};
    for (std::size_t i = 0; i < out.texts.size(); ++i) {
        const Json each = list->is_array() && i < list->size() ? (*list)[i] : Json();
        if (!each.is_number_integer() || each < 0 || each > 6)
            return fail(badToken(contents, "tokenizer.ggml.token_type", i, "the kind of a token is missing or unknown",
                                 dumpJson(each).substr(0, 40)));
        if (each > 0) out.kinds[i] = static_cast<TokenKind>(each.get<std::int64_t>());
    }
    return {};
}

Status readScores(const Contents &contents, TokenList &out) {
    const Json *list = contents.value("tokenizer.ggml.scores");
    if (!list) return {};
    for (std::size_t i = 0; i < out.texts.size(); ++i) {
        const Json each = list->is_array() && i < list->size() ? (*list)[i] : Json();
        if (!each.is_number())
            return fail(badToken(contents, "tokenizer.ggml.scores", i, "the score of a token is missing or no number"));
        out.scores.push_back(each.get<double>());
    }
    return {};
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

const std::string *TokenList::textOf(std::optional<std::int64_t> id) const {
    return id && *id >= 0 && *id < std::ssize(texts) ? &texts[static_cast<std::size_t>(*id)] : nullptr;
}

Result<TokenList> tokensOf(const Contents &contents) {
    TokenList out;
    for (const auto read : {readTexts, readKinds, readScores})
        if (auto ok = read(contents, out); !ok) return unexpected(ok.error());
    Facts facts(contents, "tokenizer.ggml.");
    for (const auto &[key, slot] : {std::pair{"bos_token_id", &out.bos},
                                    {"eos_token_id", &out.eos},
                                    {"unknown_token_id", &out.unknown},
                                    {"padding_token_id", &out.pad},
                                    {"seperator_token_id", &out.separator}, // as the format spells it
                                    {"cls_token_id", &out.classifier}}) {
        *slot = facts.token(key);
        if (*slot && !out.textOf(*slot))
            facts.refuse(key, "this token is not among the tokens", std::to_string(**slot),
                         {"a number below {0}", out.texts.size()});
    }
    if (facts.problem()) return fail(*facts.problem());
    return out;
}

Result<Merges> listedMerges(const Contents &contents) {
    Merges out;
    const Json *list = contents.value("tokenizer.ggml.merges");
    if (!list) return out;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json each = list->is_array() ? (*list)[i] : Json();
        const std::string text = each.is_string() ? each.get<std::string>() : "";
        const auto space = text.find(' ', 1);
        if (space == text.npos || space + 1 >= text.size() || utf8::firstInvalid(text) != std::string_view::npos)
            return fail(badToken(contents, "tokenizer.ggml.merges", i, "this is no merge of two tokens", shown(text)));
        out.emplace_back(text.substr(0, space), text.substr(space + 1));
    }
    return out;
}

Merges mergesFrom(const TokenList &tokens, const std::vector<double> &ranks) {
    std::unordered_map<std::string_view, std::size_t> ids;
    for (std::size_t i = 0; i < tokens.texts.size(); ++i) ids.emplace(tokens.texts[i], i);
    struct Found {
        double rank;
        std::size_t leftLength, rightLength, left, right;
    };
    std::vector<Found> all;
    for (std::size_t i = 0; i < tokens.texts.size(); ++i) {
        const std::string_view text = tokens.texts[i];
        const std::size_t first = all.size();
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            if ((static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) continue; // inside of a character
            const auto left = ids.find(text.substr(0, cut)), right = ids.find(text.substr(cut));
            if (left != ids.end() && right != ids.end())
                all.push_back(
                    {ranks[i], characters(left->first), characters(right->first), left->second, right->second});
        }
        std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                  [](const Found &a, const Found &b) { return std::tie(a.left, a.right) < std::tie(b.left, b.right); });
    }
    std::stable_sort(all.begin(), all.end(), [](const Found &a, const Found &b) {
        return std::tie(a.rank, a.leftLength, a.rightLength) > std::tie(b.rank, b.leftLength, b.rightLength);
    });
    Merges out;
    for (const auto &each : all) out.emplace_back(tokens.texts[each.left], tokens.texts[each.right]);
    return out;
}

} // namespace lapidary::gguf
