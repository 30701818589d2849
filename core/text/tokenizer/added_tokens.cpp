// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/added_tokens.h"
#include "core/text/tokenizer/tracked_text.h"
#include "core/text/tokenizer/unicode.h"

namespace lapidary {
namespace {

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end) {
    const auto isWordAt = [&](std::size_t at) { return unicode::isWord(TrackedText::decodeAt(text, at)); };
    return (begin == 0 || !isWordAt(TrackedText::previousCharacter(text, begin))) &&
           (end == text.size() || !isWordAt(end));
}

} // namespace

void AddedTokens::add(AddedToken token, std::string_view searched) {
    std::uint32_t node = 0;
    for (const char c : searched) {
        const auto [edge, fresh] = edges_.emplace(static_cast<std::uint64_t>(node) << 8 | static_cast<unsigned char>(c),
                                                  static_cast<std::uint32_t>(tokenOfNode_.size()));
        if (fresh) tokenOfNode_.push_back(-1);
        node = edge->second;
    }
    begins_[static_cast<unsigned char>(searched.front())] = true;
    if (tokenOfNode_[node] >= 0) return; // looks like an earlier one, which counts
    tokenOfNode_[node] = static_cast<std::int32_t>(tokens_.size());
    tokens_.push_back(std::move(token));
}

std::pair<const AddedToken *, std::size_t> AddedTokens::longestAt(std::string_view text, std::size_t at) const {
    if (!begins_[static_cast<unsigned char>(text[at])]) return {nullptr, 0};
    std::pair<const AddedToken *, std::size_t> best{nullptr, 0};
    std::uint32_t node = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const auto edge = edges_.find(static_cast<std::uint64_t>(node) << 8 | static_cast<unsigned char>(text[i]));
        if (edge == edges_.end()) break;
        node = edge->second;
        if (tokenOfNode_[node] >= 0) best = {&tokens_[static_cast<std::size_t>(tokenOfNode_[node])], i + 1 - at};
    }
    return best;
}

void AddedTokens::forEach(std::string_view text,
                          const std::function<void(const AddedToken &, std::size_t, std::size_t)> &see) const {
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size() && !empty();) {
        const auto [token, length] = longestAt(text, at);
        if (!token) {
            ++at;
            continue;
        }
        std::size_t begin = at, end = at + length;
        at = end; // a token that is part of a word is passed over whole, as in the reference
        if (token->singleWord && !standsAlone(text, begin, end)) continue;
        const auto isSpaceAt = [&](std::size_t i) { return unicode::isSpace(TrackedText::decodeAt(text, i)); };
        while (token->lstrip && begin > done && isSpaceAt(TrackedText::previousCharacter(text, begin)))
            begin = TrackedText::previousCharacter(text, begin);
        while (token->rstrip && end < text.size() && isSpaceAt(end)) end = TrackedText::nextCharacter(text, end);
        see(*token, token->lstrip ? std::max(begin, done) : begin, end);
        done = end;
    }
}

} // namespace lapidary
