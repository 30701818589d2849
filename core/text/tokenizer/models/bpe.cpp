// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/models/model.h"
#include "core/text/tokenizer/tracked_text.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <queue>

namespace lapidary {
namespace {

constexpr std::size_t kShortWord = 24;                      ///< up to here looking at all pairs is faster than a heap
constexpr std::size_t kLongestCached = 64;                  ///< bytes
constexpr std::size_t kMostCached = 1 << 16;                ///< words
constexpr std::size_t kMostCutBytes = std::size_t{1} << 32; ///< that looking at all cuts of all tokens may go through

/// Symbols need not touch: what nothing stands for is left out between them.
struct Symbol {
    std::int32_t id;
    std::size_t begin, end; ///< bytes of the word

    Symbol joined(const Symbol &right, std::int32_t both) const {
        return {both, std::min(begin, right.begin), std::max(end, right.end)};
    }
};

/// A word as it is spelled before any merge.
struct Spelling {
    std::vector<Symbol> symbols{};
    std::optional<Symbol> unknown{}; ///< held back: others may join it
    std::vector<Piece> lost{};
};

struct Merge {
    std::int32_t rank, id;
};

std::uint64_t pairKey(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

struct PairHash {
    std::size_t operator()(std::uint64_t key) const {
        return static_cast<std::size_t>((key ^ key >> 29) * 0x9E3779B97F4A7C15ull);
    }
};

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

/// Byte-pair encoding (Sennrich et al. 2016) as tokenizer.json describes it. Merging is O(n log n) in the word's
/// length.
class Bpe : public Model {
public:
    Status read(const Json &model, const std::string &file);
    Status readRanks(const std::vector<RankedBytes> &tokens, const std::string &file);
    Status split(std::string_view word, std::vector<Piece> &out, Cache &cache) const override;

private:
    Status readMerges(const Json &merges, const std::string &file);
    Spelling spelled(std::string_view word) const;
    void spell(std::string_view word, Span character, Spelling &out) const;
    bool inBytes(std::string_view symbol) const;
    const Merge *mergeOf(std::int32_t left, std::int32_t right) const {
        const auto it = merges_.find(pairKey(left, right));
        return it == merges_.end() ? nullptr : &it->second;
    }
    void mergeShort(std::vector<Symbol> &symbols) const;
    void mergeLong(std::vector<Symbol> &symbols) const;

    std::unordered_map<std::uint64_t, Merge, PairHash> merges_;
    std::optional<std::int32_t> unknown_;
    std::vector<std::int32_t> byteIds_;
    std::string prefix_, suffix_;
    bool byteFallback_ = false, fuseUnknown_ = false, ignoreMerges_ = false;
};

Status Bpe::read(const Json &model, const std::string &file) {
    auto vocabulary = models::readVocabulary(model.value("vocab", Json()), file);
    if (!vocabulary) return unexpected(vocabulary.error());
    vocabulary_ = std::move(*vocabulary);
    for (const auto &[key, value] :
         {std::pair{"continuing_subword_prefix", &prefix_}, {"end_of_word_suffix", &suffix_}})
        if (const Json given = model.value(key, Json()); !given.is_null()) *value = given.get<std::string>();
    if (const Json dropout = model.value("dropout", Json()); dropout.is_number() && dropout.get<double>() != 0)
        return fail(models::bad(file, "/model/dropout", "random merges are not supported", dropout.dump(), "null"));
    if (auto ok = readMerges(model.value("merges", Json::array()), file); !ok) return ok;
    if (const Json unknown = model.value("unk_token", Json()); unknown.is_string()) {
        unknown_ = find(unknown.get<std::string>());
        if (!unknown_)
            return fail(models::bad(file, "/model/unk_token", "not in the vocabulary", unknown.dump(),
                                    "a token of /model/vocab"));
    }
    fuseUnknown_ = model.value("fuse_unk", Json(false)) == true;
    ignoreMerges_ = model.value("ignore_merges", Json(false)) == true;
    byteFallback_ = model.value("byte_fallback", Json(false)) == true;
    byteIds_ = models::byteIds(vocabulary_);
    return {};
}

Status Bpe::readMerges(const Json &merges, const std::string &file) {
    if (!merges.is_array())
        return fail(
            models::bad(file, "/model/merges", "the merges are not a list", merges.type_name(), "a list of pairs"));
    merges_.reserve(merges.size());
    std::int32_t rank = 0;
    for (const auto &entry : merges) {
        const std::string field = "/model/merges/" + std::to_string(rank);
        const auto parts = mergeParts(entry);
        if (!parts || parts->first.empty() || parts->second.empty())
            return fail(
                models::bad(file, field, "not a merge of two tokens", entry.dump().substr(0, 60), "\"left right\""));
        const auto tail = std::string_view(parts->second).substr(std::min(prefix_.size(), parts->second.size()));
        const auto left = find(parts->first), right = find(parts->second),
                   both = find(parts->first + std::string(tail));
        if (!left || !right || !both)
            return fail(models::bad(file, field, "a merge names a token that the vocabulary does not have",
                                    entry.dump().substr(0, 60), "tokens of /model/vocab"));
        merges_.insert_or_assign(pairKey(*left, *right), Merge{rank++, *both}); // named twice, the later counts
    }
    return {};
}

/// A merge for each cut of a token into two others, all of the token's own rank: where a word can be joined to one
/// token in two places, the left one counts.
Status Bpe::readRanks(const std::vector<RankedBytes> &tokens, const std::string &file) {
    ignoreMerges_ = true;
    std::size_t cutBytes = 0;
    for (const auto &[bytes, id] : tokens) {
        std::string symbols;
        for (const char byte : bytes) symbols += byteSymbol(static_cast<unsigned char>(byte));
        vocabulary_.emplace(std::move(symbols), id);
        cutBytes += bytes.size() * bytes.size();
    }
    if (cutBytes > kMostCutBytes)
        return fail(models::bad(file, {}, "the tokens are too long to be cut", {"{0} byte comparisons", cutBytes},
                                {"{0} at most", kMostCutBytes}));
    for (const auto &[symbols, id] : vocabulary_)
        for (std::size_t at = 0; at < symbols.size();) {
            at = TrackedText::nextCharacter(symbols, at);
            const std::string_view all = symbols;
            const auto left = find(all.substr(0, at)), right = find(all.substr(at));
            if (at < all.size() && left && right) merges_.emplace(pairKey(*left, *right), Merge{id, id});
        }
    return {};
}

bool Bpe::inBytes(std::string_view symbol) const {
    return byteFallback_ && std::all_of(symbol.begin(), symbol.end(),
                                        [&](char c) { return byteIds_[static_cast<unsigned char>(c)] >= 0; });
}

/// Appends the symbol, the bytes, or the unknown token of one character.
void Bpe::spell(std::string_view word, Span character, Spelling &out) const {
    const auto [begin, end] = character;
    const std::string_view bare = word.substr(begin, end - begin), before = begin == 0 ? std::string_view() : prefix_;
    std::string dressed;
    std::string_view symbol = bare;
    if (!before.empty() || (end == word.size() && !suffix_.empty())) {
        dressed.append(before).append(bare).append(end == word.size() ? suffix_ : "");
        symbol = dressed;
    }
    if (const auto it = vocabulary_.find(symbol); it != vocabulary_.end()) {
        if (out.unknown) out.symbols.push_back(*out.unknown);
        out.unknown.reset();
        out.symbols.push_back({it->second, begin, end});
        return;
    }
    if (inBytes(symbol)) {
        for (std::size_t i = 0; i < symbol.size();
             ++i) { // what dresses the character stands for its first and its last byte
            const std::size_t at = begin + std::min(i - std::min(i, before.size()), bare.size() - 1);
            out.symbols.push_back({byteIds_[static_cast<unsigned char>(symbol[i])], at, at + 1});
        }
        return;
    }
    out.lost.push_back({kNoToken, begin, end});
    if (!unknown_) return; // as in the reference, a character that nothing stands for is left out
    if (out.unknown && fuseUnknown_) {
        out.unknown->end = end;
        return;
    }
    if (out.unknown) out.symbols.push_back(*out.unknown);
    out.unknown = Symbol{*unknown_, begin, end};
}

Spelling Bpe::spelled(std::string_view word) const {
    Spelling out;
    out.symbols.reserve(word.size());
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t end = TrackedText::nextCharacter(word, at);
        spell(word, {at, end}, out);
        at = end;
    }
    if (out.unknown) out.symbols.push_back(*out.unknown);
    return out;
}

/// Repeatedly joins the pair of lowest rank, leftmost first.
void Bpe::mergeShort(std::vector<Symbol> &symbols) const {
    constexpr std::int32_t none = INT32_MAX;
    Merge pairs[kShortWord]; // pairs[i]: of symbols i and i + 1
    const auto look = [&](std::size_t i) {
        const Merge *merge = i + 1 < symbols.size() ? mergeOf(symbols[i].id, symbols[i + 1].id) : nullptr;
        pairs[i] = merge ? *merge : Merge{none, 0};
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) look(i);
    while (symbols.size() > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < symbols.size(); ++i)
            if (pairs[i].rank < pairs[best].rank) best = i;
        if (pairs[best].rank == none) return;
        symbols[best] = symbols[best].joined(symbols[best + 1], pairs[best].id);
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        for (std::size_t i = best + 1; i < symbols.size(); ++i) pairs[i] = pairs[i + 1];
        look(best);
        if (best > 0) look(best - 1);
    }
}

/// The same with a heap of candidates over a linked list.
void Bpe::mergeLong(std::vector<Symbol> &symbols) const {
    struct Candidate {
        std::int32_t rank;
        std::size_t left;
        std::int32_t id;
        bool operator>(const Candidate &other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
    };
    const std::size_t none = symbols.size();
    std::vector<std::size_t> previous(none), next(none);
    std::vector<bool> alive(none, true);
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap;
    const auto consider = [&](std::size_t left) {
        if (left < none && next[left] < none)
            if (const Merge *merge = mergeOf(symbols[left].id, symbols[next[left]].id))
                heap.push({merge->rank, left, merge->id});
    };
    for (std::size_t i = 0; i < none; ++i) {
        previous[i] = i == 0 ? none : i - 1;
        next[i] = i + 1;
        consider(i);
    }
    while (!heap.empty()) {
        const Candidate best = heap.top();
        heap.pop();
        if (!alive[best.left] || next[best.left] >= none) continue;
        const std::size_t right = next[best.left];
        const Merge *merge = mergeOf(symbols[best.left].id, symbols[right].id);
        if (!merge || merge->id != best.id)
            continue; // its pair is gone; one that gives the same token will do, as in the reference
        symbols[best.left] = symbols[best.left].joined(symbols[right], best.id);
        alive[right] = false;
        next[best.left] = next[right];
        if (next[right] < none) previous[next[right]] = best.left;
        consider(best.left);
        consider(previous[best.left]);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < none; ++i)
        if (alive[i]) symbols[kept++] = symbols[i];
    symbols.resize(kept);
}

Status Bpe::split(std::string_view word, std::vector<Piece> &out, Cache &cache) const {
    if (ignoreMerges_)
        if (const auto it = vocabulary_.find(word); it != vocabulary_.end())
            return out.push_back({it->second, 0, word.size()}), Status{};
    if (const auto it = cache.find(word); it != cache.end()) {
        out.insert(out.end(), it->second.begin(), it->second.end());
        return {};
    }
    Spelling spelling = spelled(word);
    std::vector<Symbol> &symbols = spelling.symbols;
    if (symbols.size() < kShortWord)
        mergeShort(symbols);
    else
        mergeLong(symbols);
    const std::size_t first = out.size();
    for (const Symbol &symbol : symbols) out.push_back({symbol.id, symbol.begin, symbol.end});
    out.insert(out.end(), spelling.lost.begin(), spelling.lost.end());
    if (word.size() <= kLongestCached && cache.size() < kMostCached)
        cache.emplace(word, std::vector<Piece>(out.begin() + static_cast<std::ptrdiff_t>(first), out.end()));
    return {};
}

} // namespace

models::Made models::rankedBytes(const std::vector<RankedBytes> &tokens, const std::string &file) {
    auto made = std::make_shared<Bpe>();
    if (auto ok = made->readRanks(tokens, file); !ok) return unexpected(ok.error());
    return std::shared_ptr<const Model>(std::move(made));
}

models::Made models::bpe(const Json &model, const std::string &file) {
    auto made = std::make_shared<Bpe>();
    if (auto ok = made->read(model, file); !ok) return unexpected(ok.error());
    return std::shared_ptr<const Model>(std::move(made));
}

} // namespace lapidary
