// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/models/model.h"
#include "core/text/tokenizer/models/trie.h"
#include "core/text/tokenizer/tracked_text.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

constexpr double kUnknownPenalty = 10; ///< how much worse than the worst token an unknown character is
constexpr std::size_t kLongestToken = 1024;

/// The likeliest way to cut a word into tokens of a unigram language model (Kudo 2018), found by Viterbi's algorithm.
class Unigram : public Model {
public:
    Status read(const Json &model, const std::string &file);
    Status split(std::string_view word, std::vector<Piece> &out, Cache &cache) const override;

private:
    Status readEntry(const Json &entry, std::size_t id, const std::string &file);

    std::vector<double> scores_; ///< by id
    Trie trie_;
    double unknownScore_ = 0;
    std::optional<std::int32_t> unknown_;
    std::vector<std::int32_t> byteIds_;
    bool byteFallback_ = false;
};

Status Unigram::readEntry(const Json &entry, std::size_t id, const std::string &file) {
    const auto refuse = [&](Sentence message) {
        return fail(models::bad(file, "/model/vocab/" + std::to_string(id), std::move(message),
                                entry.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                                "[\"token\", log-probability], each token once"));
    };
    if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number())
        return refuse("not a token with its score");
    const std::string token = entry[0].get<std::string>();
    const double score = entry[1].get<double>();
    if (!std::isfinite(score)) return refuse("the score is not a finite number");
    if (token.empty() || token.size() > kLongestToken) return refuse("a token must have 1 to 1024 bytes");
    if (!vocabulary_.emplace(token, static_cast<std::int32_t>(id)).second) return refuse("the token occurs twice");
    scores_.push_back(score);
    return {};
}

Status Unigram::read(const Json &model, const std::string &file) {
    const Json list = model.value("vocab", Json());
    if (!list.is_array() || list.empty() || list.size() > 1 << 24)
        return fail(models::bad(file, "/model/vocab", "the vocabulary is missing", list.type_name(),
                                "a list of [token, score]"));
    for (std::size_t id = 0; id < list.size(); ++id)
        if (auto ok = readEntry(list[id], id, file); !ok) return ok;
    std::vector<std::pair<std::string_view, std::int32_t>> entries(vocabulary_.begin(), vocabulary_.end());
    trie_ = Trie(std::move(entries));
    unknownScore_ = *std::min_element(scores_.begin(), scores_.end()) - kUnknownPenalty;
    if (const Json unknown = model.value("unk_id", Json()); !unknown.is_null()) {
        if (!unknown.is_number_integer() || unknown.get<std::int64_t>() < 0 ||
            unknown.get<std::int64_t>() >= static_cast<std::int64_t>(list.size()))
            return fail(models::bad(file, "/model/unk_id", "no token of the vocabulary", unknown.dump().substr(0, 40),
                                    "an index of /model/vocab, or null"));
        unknown_ = unknown.get<std::int32_t>();
    }
    byteFallback_ = model.value("byte_fallback", Json(false)) == true;
    byteIds_ = models::byteIds(vocabulary_);
    return {};
}

Status Unigram::split(std::string_view word, std::vector<Piece> &out, Cache &) const {
    struct Node { // the best way to reach a place
        double score = 0;
        std::size_t from = std::string_view::npos;
        std::int32_t id = -1;
    };
    std::vector<Node> best(word.size() + 1);
    const auto offer = [&](std::size_t from, std::size_t to, double score, std::int32_t id) {
        score += best[from].score;
        if (best[to].from == std::string_view::npos || score > best[to].score) best[to] = {score, from, id};
    };
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t next = TrackedText::nextCharacter(word, at);
        bool known = false; // whether a token is just this character
        trie_.forEachPrefix(word.substr(at), [&](std::size_t length, std::int32_t id) {
            offer(at, at + length, scores_[static_cast<std::size_t>(id)], id);
            known |= at + length == next;
        });
        if (!known && !unknown_)
            return fail({.code = "tokenizer.unknown_character",
                         .message = "the vocabulary has neither this character nor an unknown token",
                         .offset = static_cast<std::int64_t>(at),
                         .found = std::string(word.substr(at, next - at))});
        if (!known) offer(at, next, unknownScore_, *unknown_);
        at = next;
    }
    std::vector<Piece> pieces; // backwards; neighbouring unknown characters are one piece
    for (std::size_t end = word.size(); end > 0; end = best[end].from) {
        const auto &node = best[end];
        if (!pieces.empty() && unknown_ && node.id == *unknown_ && pieces.back().id == *unknown_)
            pieces.back().begin = node.from;
        else
            pieces.push_back({node.id, node.from, end, true});
    }
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        const auto text = word.substr(piece->begin, piece->end - piece->begin);
        const auto known = find(text); // joined unknown characters may be a token after all
        const bool spelled = !known && byteFallback_ && std::all_of(text.begin(), text.end(), [&](char c) {
            return byteIds_[static_cast<unsigned char>(c)] >= 0;
        });
        if (spelled)
            for (const char c : text)
                out.push_back({byteIds_[static_cast<unsigned char>(c)], piece->begin, piece->end});
        else
            out.push_back({known.value_or(piece->id), piece->begin, piece->end, true});
        if (!known && !spelled) out.push_back({kNoToken, piece->begin, piece->end});
    }
    return {};
}

} // namespace

models::Made models::unigram(const Json &model, const std::string &file) {
    auto made = std::make_shared<Unigram>();
    if (auto ok = made->read(model, file); !ok) return unexpected(ok.error());
    return std::shared_ptr<const Model>(std::move(made));
}

} // namespace lapidary
