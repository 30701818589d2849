// SPDX-License-Identifier: Apache-2.0
#include "core/text/retrieval/bm25.h"
#include <algorithm>
#include <cmath>
#include <utf8proc.h>

namespace lapidary {

namespace {

bool isWord(utf8proc_int32_t point) {
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

/// Of a script that puts no blanks between its words.
bool standsClose(utf8proc_int32_t point) {
    return (point >= 0x0E00 && point <= 0x0E7F) || (point >= 0x3040 && point <= 0x30FF) ||
           (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point <= 0x3FFFF);
}

std::string encoded(utf8proc_int32_t point) {
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(point, bytes);
    return {reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(size)};
}

} // namespace

std::vector<std::string> searchTerms(const std::string &text) {
    std::vector<std::string> terms;
    std::string word, before;
    bool paired = false; // the character before is in a pair already
    const auto endWord = [&] {
        if (!word.empty()) terms.push_back(std::move(word));
        word.clear();
    };
    const auto endRun = [&] {
        if (!before.empty() && !paired) terms.push_back(before);
        before.clear();
        paired = false;
    };
    const auto *at = reinterpret_cast<const utf8proc_uint8_t *>(text.data());
    for (auto left = static_cast<utf8proc_ssize_t>(text.size()); left > 0;) {
        utf8proc_int32_t point = 0;
        const auto size = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at, left, &point));
        at += size, left -= size;
        if (point < 0 || !isWord(point)) {
            endWord();
            endRun();
        } else if (standsClose(point)) {
            endWord();
            const std::string now = encoded(point);
            if (!before.empty()) terms.push_back(before + now);
            paired = !before.empty();
            before = now;
        } else {
            endRun();
            word += encoded(utf8proc_tolower(point));
        }
    }
    endWord();
    endRun();
    return terms;
}

Bm25::Bm25(std::span<const std::string> documents, double k1, double b) : k1_(k1), b_(b) {
    for (std::size_t d = 0; d < documents.size(); ++d) {
        const auto terms = searchTerms(documents[d]);
        lengths_.push_back(static_cast<std::int64_t>(terms.size()));
        meanLength_ += static_cast<double>(terms.size()) / static_cast<double>(documents.size());
        for (const auto &term : terms) {
            auto &postings = postings_[term];
            if (postings.empty() || postings.back().document != d) postings.push_back({d, 0});
            ++postings.back().count;
        }
    }
}

std::vector<Found> Bm25::find(const std::string &query, std::size_t most) const {
    std::map<std::size_t, double> scores;
    const double all = static_cast<double>(lengths_.size());
    for (const auto &term : searchTerms(query)) {
        const auto postings = postings_.find(term);
        if (postings == postings_.end()) continue;
        const double n = static_cast<double>(postings->second.size());
        const double idf = std::log(1 + (all - n + 0.5) / (n + 0.5));
        for (const auto &[document, count] : postings->second) {
            const double f = static_cast<double>(count), length = static_cast<double>(lengths_[document]);
            scores[document] += idf * f * (k1_ + 1) / (f + k1_ * (1 - b_ + b_ * length / meanLength_));
        }
    }
    std::vector<Found> found;
    for (const auto &[document, score] : scores) found.push_back({document, score});
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.score > b.score; });
    if (found.size() > most) found.resize(most);
    return found;
}

std::vector<Found> fusedRanks(std::span<const std::vector<std::size_t>> rankings, double k) {
    std::map<std::size_t, double> scores;
    for (const auto &ranking : rankings)
        for (std::size_t rank = 0; rank < ranking.size(); ++rank)
            scores[ranking[rank]] += 1 / (k + static_cast<double>(rank) + 1);
    std::vector<Found> fused;
    for (const auto &[document, score] : scores) fused.push_back({document, score});
    std::stable_sort(fused.begin(), fused.end(), [](const auto &a, const auto &b) { return a.score > b.score; });
    return fused;
}

namespace {

/// Where a piece of at most `most` bytes ends that begins at `begin`.
std::size_t cutOf(const std::string &text, std::size_t begin, std::size_t end, std::size_t most) {
    if (end - begin <= most) return end;
    const std::size_t blank = text.find_last_of(" \t\n", begin + most);
    if (blank != text.npos && blank > begin) return blank;
    std::size_t cut = begin + most;
    while (cut > begin && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u) --cut; // within a character
    return cut > begin ? cut : std::min(end, text.find_first_of(" \t\n", begin + most));
}

} // namespace

std::vector<std::string> passagesOf(const std::string &text, std::size_t most) {
    std::vector<std::string> passages;
    bool joins = false; // the last passage is of whole paragraphs and may take another
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t found = text.find("\n\n", begin), end = std::min(found, text.size());
        const bool whole = end - begin <= most;
        if (joins && whole && passages.back().size() + 2 + end - begin <= most) {
            passages.back() += "\n\n" + text.substr(begin, end - begin);
        } else {
            for (std::size_t at = begin; at < end;) {
                const std::size_t cut = cutOf(text, at, end, most);
                passages.push_back(text.substr(at, cut - at));
                at = std::min(end, text.find_first_not_of(" \t\n", cut));
            }
            joins = whole && end > begin;
        }
        begin = std::min(text.size(), text.find_first_not_of('\n', end));
    }
    return passages;
}

} // namespace lapidary
