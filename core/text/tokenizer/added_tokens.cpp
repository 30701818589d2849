// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/added_tokens.h"
#include "core/base/utf8.h"
#include <utf8proc.h>

namespace lapidary {
namespace {

std::size_t previousStart(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

/// \w of Unicode (UTS 18): letters, marks, digits, connectors and the two joiners.
bool isWord(char32_t code) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return code == 0x200C || code == 0x200D;
    }
}

bool isSpace(char32_t code) {
    return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end) {
    return (begin == 0 || !isWord(utf8::decode(text, previousStart(text, begin)))) && (end == text.size() || !isWord(utf8::decode(text, end)));
}

} // namespace

void AddedTokens::add(AddedToken token, std::string_view searched) {
    std::uint32_t node = 0;
    for (const char c : searched) {
        const auto [edge, fresh] = edges_.emplace(static_cast<std::uint64_t>(node) << 8 | static_cast<unsigned char>(c), static_cast<std::uint32_t>(tokenOfNode_.size()));
        if (fresh) tokenOfNode_.push_back(-1);
        node = edge->second;
    }
    begins_[static_cast<unsigned char>(searched.front())] = true;
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

void AddedTokens::forEach(std::string_view text, const std::function<void(const AddedToken &, std::size_t, std::size_t)> &see) const {
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
        while (token->lstrip && begin > done && isSpace(utf8::decode(text, previousStart(text, begin)))) begin = previousStart(text, begin);
        while (token->rstrip && end < text.size() && isSpace(utf8::decode(text, end))) end += static_cast<std::size_t>(utf8::sequenceLength(text, end));
        see(*token, std::max(begin, done), end);
        done = end;
        at = std::max(at, end);
    }
}

} // namespace lapidary
