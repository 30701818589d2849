// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding by scores (Sennrich et al. 2016) and unigram language models (Kudo 2018) as the SentencePiece
// library runs them: over the whole text, in 32-bit scores, with user-defined symbols that are never cut.
#include "core/text/tokenizer/sentencepiece/parts.h"
#include "core/text/tokenizer/tracked_text.h"
#include <algorithm>
#include <array>
#include <cfloat>
#include <queue>

namespace lapidary::sentencepiece {
namespace {

constexpr float kUnknownPenalty = 10;

/// What both kinds share: the maps from pieces to ids, and how cut text becomes tokens.
class Cutter : public Model {
public:
    explicit Cutter(SharedFile file) : file_(std::move(file)) {
        for (std::size_t id = 0; id < file_->entries.size(); ++id) {
            const auto &[text, score, kind] = file_->entries[id];
            const bool ordinary = isOrdinary(kind);
            if (ordinary) ordinary_.emplace(text, static_cast<std::int32_t>(id));
            if (ordinary)
                vocabulary_.emplace(text, static_cast<std::int32_t>(id));
            else
                vocabulary_.insert_or_assign(text, static_cast<std::int32_t>(id)); // a reserved name goes before
            if (kind == Kind::Byte) byteIds_[*byteOfName(text)] = static_cast<std::int32_t>(id);
        }
    }

    Status split(std::string_view word, std::vector<Piece> &out, Cache &) const override {
        bool afterUnknown = false;
        std::vector<Piece> lost;
        for (const Piece &piece : cut(word)) {
            const bool unknown = piece.id == file_->unknown;
            if (unknown && file_->byteFallback) {
                for (std::size_t at = piece.begin; at < piece.end; ++at) // only the last byte stands for the character
                    out.push_back({byteIds_[static_cast<unsigned char>(word[at])], piece.begin,
                                   at + 1 == piece.end ? piece.end : piece.begin});
            } else if (unknown && afterUnknown)
                out.back().end = piece.end;
            else
                out.push_back({piece.id, piece.begin, piece.end, unknown});
            if (unknown && !file_->byteFallback) lost.push_back({kNoToken, piece.begin, piece.end});
            afterUnknown = unknown;
        }
        out.insert(out.end(), lost.begin(), lost.end());
        return {};
    }

protected:
    virtual std::vector<Piece> cut(std::string_view text) const = 0;

    const Entry &entry(std::int32_t id) const { return file_->entries[static_cast<std::size_t>(id)]; }
    std::int32_t idOf(std::string_view text) const { return find(text).value_or(file_->unknown); }

    SharedFile file_;
    Vocabulary ordinary_; ///< pieces that a text can be cut into
    std::array<std::int32_t, 256> byteIds_{};
};

class Bpe : public Cutter {
public:
    explicit Bpe(SharedFile file) : Cutter(std::move(file)), symbols_(*file_) {}

private:
    struct Symbol {
        std::ptrdiff_t previous, next; ///< -1: none
        bool frozen;
        std::size_t begin, size; ///< size 0: it was merged into the one before
    };
    struct Pair {
        std::ptrdiff_t left, right;
        float score;
        std::size_t size;
        bool operator<(const Pair &other) const {
            return score < other.score || (score == other.score && left > other.left);
        }
    };
    /// Merged pieces that are not to be used, and the length of their left half.
    using Halves = std::unordered_map<std::string_view, std::size_t>;

    std::vector<Symbol> characters(std::string_view text) const {
        std::vector<Symbol> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t fixed = symbols_.longestAt(text.substr(at));
            const std::size_t size = fixed > 0 ? fixed : TrackedText::nextCharacter(text, at) - at;
            const auto index = static_cast<std::ptrdiff_t>(out.size());
            out.push_back({index - 1, index + 1, fixed > 0, at, size});
            at += size;
        }
        if (!out.empty()) out.back().next = -1;
        return out;
    }

    std::vector<Piece> cut(std::string_view text) const override {
        std::vector<Symbol> symbols = characters(text);
        std::priority_queue<Pair> agenda;
        Halves halves;
        const auto at = [&](std::ptrdiff_t index) -> Symbol & { return symbols[static_cast<std::size_t>(index)]; };
        const auto consider = [&](std::ptrdiff_t left, std::ptrdiff_t right) {
            if (left < 0 || right < 0 || at(left).frozen || at(right).frozen) return;
            const auto piece = text.substr(at(left).begin, at(left).size + at(right).size);
            const auto known = ordinary_.find(piece);
            if (known == ordinary_.end()) return;
            agenda.push({left, right, entry(known->second).score, piece.size()});
            if (entry(known->second).kind == Kind::Unused) halves[piece] = at(left).size;
        };
        for (std::size_t i = 1; i < symbols.size(); ++i)
            consider(static_cast<std::ptrdiff_t>(i) - 1, static_cast<std::ptrdiff_t>(i));
        while (!agenda.empty()) {
            const Pair best = agenda.top();
            agenda.pop();
            Symbol &left = at(best.left), &right = at(best.right);
            if (left.size == 0 || right.size == 0 || left.size + right.size != best.size)
                continue; // one of them has changed
            left.size += right.size;
            left.next = right.next;
            if (right.next >= 0) at(right.next).previous = best.left;
            right.size = 0;
            consider(left.previous, best.left);
            consider(best.left, left.next);
        }
        std::vector<Piece> out;
        for (const Symbol &symbol : symbols)
            if (symbol.size > 0) emit(text, symbol.begin, symbol.size, halves, out);
        return out;
    }

    /// The piece, or, where it is not to be used, what it was merged from.
    void emit(std::string_view text, std::size_t begin, std::size_t size, const Halves &halves,
              std::vector<Piece> &out) const {
        std::vector<Span> todo{{begin, begin + size}};
        while (!todo.empty()) {
            const Span part = todo.back();
            todo.pop_back();
            const auto piece = text.substr(part.begin, part.end - part.begin);
            const std::int32_t id = idOf(piece);
            const auto half = entry(id).kind == Kind::Unused ? halves.find(piece) : halves.end();
            if (half == halves.end()) {
                out.push_back({id, part.begin, part.end});
                continue;
            }
            todo.push_back({part.begin + half->second, part.end});
            todo.push_back({part.begin, part.begin + half->second});
        }
    }

    Symbols symbols_;
};

class Unigram : public Cutter {
public:
    explicit Unigram(SharedFile file) : Cutter(std::move(file)) {
        trie_ = Trie({ordinary_.begin(), ordinary_.end()});
        for (const Entry &each : file_->entries) {
            if (each.kind != Kind::Normal) continue;
            least_ = std::min(least_, each.score);
            most_ = std::max(most_, each.score);
        }
    }

private:
    /// Viterbi's algorithm. Additions are rounded where the library rounds them: ties are broken alike.
    std::vector<Piece> cut(std::string_view text) const override {
        struct Node { // the best way to reach a place
            std::int32_t id = -1;
            float score = 0;
            std::ptrdiff_t from = -1;
        };
        std::vector<Node> best(text.size() + 1);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t character = TrackedText::nextCharacter(text, at) - at;
            const float before = best[at].score;
            bool single = false; // whether a piece is just this character
            const auto offer = [&](std::size_t length, float score, std::int32_t id) {
                Node &node = best[at + length];
                if (node.from < 0 || score > node.score) node = {id, score, static_cast<std::ptrdiff_t>(at)};
            };
            trie_.forEachPrefix(text.substr(at), [&](std::size_t length, std::int32_t id) {
                const Entry &piece = entry(id);
                if (piece.kind == Kind::Unused) return;
                // What a user defined always wins.
                const float score =
                    piece.kind == Kind::UserDefined
                        ? static_cast<float>(static_cast<double>(static_cast<float>(length) * most_) - 0.1)
                        : piece.score;
                offer(length, score + before, id);
                single |= length == character;
            });
            if (!single) offer(character, (least_ - kUnknownPenalty) + before, file_->unknown);
            at += character;
        }
        std::vector<Piece> out;
        for (auto end = static_cast<std::ptrdiff_t>(text.size()); end > 0;) {
            const Node &node = best[static_cast<std::size_t>(end)];
            out.push_back({node.id, static_cast<std::size_t>(node.from), static_cast<std::size_t>(end)});
            end = node.from;
        }
        std::reverse(out.begin(), out.end());
        return out;
    }

    Trie trie_;
    float least_ = FLT_MAX, most_ = FLT_MIN; // of the library; FLT_MIN is the least that is above zero
};

} // namespace

std::shared_ptr<const Model> model(SharedFile file) {
    if (file->algorithm == Algorithm::Bpe) return std::make_shared<const Bpe>(std::move(file));
    return std::make_shared<const Unigram>(std::move(file));
}

} // namespace lapidary::sentencepiece
