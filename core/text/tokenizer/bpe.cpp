// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/bpe.h"
#include "core/base/utf8.h"
#include <nlohmann/json.hpp>
#include <queue>
#include <unordered_set>

namespace lapidary {
namespace {

constexpr std::int64_t kMostIds = 1 << 24;

Error bad(const std::string &file, std::string field, std::string message, std::string found, std::string expected) {
    return {.code = "tokenizer.bad_model", .message = std::move(message), .file = file, .field = std::move(field),
            .found = std::move(found), .expected = std::move(expected)};
}

std::uint64_t pairKey(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

/// A merge is written "a b" or ["a", "b"].
std::optional<std::pair<std::string, std::string>> mergeParts(const Json &entry) {
    if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string())
        return std::pair{entry[0].get<std::string>(), entry[1].get<std::string>()};
    if (!entry.is_string()) return std::nullopt;
    const std::string text = entry.get<std::string>();
    const auto space = text.find(' ');
    if (space == std::string::npos || text.find(' ', space + 1) != std::string::npos) return std::nullopt;
    return std::pair{text.substr(0, space), text.substr(space + 1)};
}

} // namespace

Result<Vocabulary> readVocabulary(const Json &object, const std::string &file) {
    if (!object.is_object() || object.empty())
        return fail(bad(file, "/model/vocab", "the vocabulary is missing", object.type_name(), "an object of token → id"));
    Vocabulary vocabulary;
    std::unordered_set<std::int64_t> seen;
    for (const auto &[token, id] : object.items()) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() >= kMostIds)
            return fail(bad(file, "/model/vocab/" + token, "not a token id", id.dump().substr(0, 40), "a whole number from 0 to 16777215"));
        if (!seen.insert(id.get<std::int64_t>()).second)
            return fail(bad(file, "/model/vocab/" + token, "two tokens have the same id", id.dump(), "each id once"));
        vocabulary.emplace(token, id.get<std::int32_t>());
    }
    return vocabulary;
}

Result<Bpe> Bpe::parse(const Json &model, const std::string &file) {
    Bpe bpe;
    auto vocabulary = readVocabulary(model.value("vocab", Json()), file);
    if (!vocabulary) return unexpected(vocabulary.error());
    bpe.vocabulary_ = std::move(*vocabulary);
    for (const char *key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (const Json value = model.value(key, Json()); value.is_string() && !value.get<std::string>().empty())
            return fail(bad(file, std::string("/model/") + key, "this option is not supported", value.dump(), "null"));
    if (const Json dropout = model.value("dropout", Json()); dropout.is_number() && dropout.get<double>() != 0)
        return fail(bad(file, "/model/dropout", "random merges are not supported", dropout.dump(), "null"));
    const auto find = [&](const std::string &token) -> std::optional<std::int32_t> {
        const auto it = bpe.vocabulary_.find(token);
        return it == bpe.vocabulary_.end() ? std::nullopt : std::optional(it->second);
    };
    std::int32_t rank = 0;
    for (const auto &entry : model.value("merges", Json::array())) {
        const std::string field = "/model/merges/" + std::to_string(rank);
        const auto parts = mergeParts(entry);
        if (!parts || parts->first.empty() || parts->second.empty())
            return fail(bad(file, field, "not a merge of two tokens", entry.dump().substr(0, 60), "\"left right\""));
        const auto left = find(parts->first), right = find(parts->second), both = find(parts->first + parts->second);
        if (!left || !right || !both)
            return fail(bad(file, field, "a merge names a token that the vocabulary does not have", entry.dump().substr(0, 60), "tokens of /model/vocab"));
        bpe.merges_.emplace(pairKey(*left, *right), Merge{rank++, *both});
    }
    if (const Json unknown = model.value("unk_token", Json()); unknown.is_string()) {
        bpe.unknown_ = find(unknown.get<std::string>());
        if (!bpe.unknown_) return fail(bad(file, "/model/unk_token", "not in the vocabulary", unknown.dump(), "a token of /model/vocab"));
    }
    bpe.fuseUnknown_ = model.value("fuse_unk", Json(false)) == true;
    bpe.ignoreMerges_ = model.value("ignore_merges", Json(false)) == true;
    bpe.byteFallback_ = model.value("byte_fallback", Json(false)) == true;
    for (int byte = 0; byte < 256; ++byte) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(byte));
        bpe.byteIds_[byte] = find(name).value_or(-1);
    }
    return bpe;
}

std::vector<Piece> Bpe::symbols(std::string_view word) const {
    std::vector<Piece> pieces;
    bool lastUnknown = false;
    for (std::size_t at = 0; at < word.size();) {
        const auto length = static_cast<std::size_t>(std::max(1, utf8::sequenceLength(word, at)));
        const auto symbol = word.substr(at, length);
        if (const auto it = vocabulary_.find(symbol); it != vocabulary_.end()) {
            pieces.push_back({it->second, at, at + length});
            lastUnknown = false;
        } else if (byteFallback_ && std::all_of(symbol.begin(), symbol.end(), [&](char c) { return byteIds_[static_cast<unsigned char>(c)] >= 0; })) {
            for (std::size_t i = 0; i < length; ++i) pieces.push_back({byteIds_[static_cast<unsigned char>(symbol[i])], at, at + length});
            lastUnknown = false;
        } else if (unknown_) {
            if (lastUnknown && fuseUnknown_) pieces.back().end = at + length;
            else pieces.push_back({*unknown_, at, at + length});
            lastUnknown = true;
        }
        at += length;
    }
    return pieces;
}

/// Repeatedly joins the pair of lowest rank, leftmost first; a heap of candidates over a linked list of pieces.
void Bpe::merge(std::vector<Piece> &pieces) const {
    struct Candidate {
        std::int32_t rank;
        std::size_t left, right;
        std::int32_t leftId, rightId, id;
        bool operator>(const Candidate &other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
    };
    const std::size_t none = pieces.size();
    std::vector<std::size_t> previous(none), next(none);
    std::vector<bool> alive(none, true);
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap;
    const auto consider = [&](std::size_t left, std::size_t right) {
        const auto it = merges_.find(pairKey(pieces[left].id, pieces[right].id));
        if (it != merges_.end()) heap.push({it->second.rank, left, right, pieces[left].id, pieces[right].id, it->second.id});
    };
    for (std::size_t i = 0; i < none; ++i) {
        previous[i] = i == 0 ? none : i - 1;
        next[i] = i + 1;
        if (i + 1 < none) consider(i, i + 1);
    }
    while (!heap.empty()) {
        const Candidate best = heap.top();
        heap.pop();
        if (!alive[best.left] || !alive[best.right] || pieces[best.left].id != best.leftId || pieces[best.right].id != best.rightId) continue;
        pieces[best.left].id = best.id;
        pieces[best.left].end = pieces[best.right].end;
        alive[best.right] = false;
        next[best.left] = next[best.right];
        if (next[best.left] < none) {
            previous[next[best.left]] = best.left;
            consider(best.left, next[best.left]);
        }
        if (previous[best.left] < none) consider(previous[best.left], best.left);
    }
    std::vector<Piece> kept;
    for (std::size_t i = 0; i < none; ++i)
        if (alive[i]) kept.push_back(pieces[i]);
    pieces = std::move(kept);
}

std::vector<Piece> Bpe::split(std::string_view word) const {
    if (ignoreMerges_)
        if (const auto it = vocabulary_.find(word); it != vocabulary_.end()) return {{it->second, 0, word.size()}};
    std::vector<Piece> pieces = symbols(word);
    merge(pieces);
    return pieces;
}

} // namespace lapidary
