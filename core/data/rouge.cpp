// SPDX-License-Identifier: Apache-2.0
#include "core/data/rouge.h"
#include "core/data/near_duplicates.h"
#include <algorithm>

namespace lapidary {
namespace {

std::size_t longestCommon(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b) {
    std::vector<std::size_t> lengths(b.size() + 1, 0); // of the words of `a` so far and the first of `b`
    for (const std::uint64_t word : a) {
        std::size_t before = 0; // of one word less of each
        for (std::size_t j = 1; j < lengths.size(); ++j) {
            const std::size_t above = lengths[j];
            lengths[j] = word == b[j - 1] ? before + 1 : std::max(above, lengths[j - 1]);
            before = above;
        }
    }
    return lengths.back();
}

double measure(std::size_t common, std::size_t a, std::size_t b) {
    return a + b == 0 ? 0 : 2.0 * static_cast<double>(common) / static_cast<double>(a + b);
}

} // namespace

double rougeL(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b) {
    return measure(longestCommon(a, b), a.size(), b.size());
}

double rougeL(std::string_view a, std::string_view b) {
    return rougeL(wordHashes(a), wordHashes(b));
}

void LikeTexts::add(std::string_view text) {
    words_.push_back(wordHashes(text));
}

LikeTexts::Nearest LikeTexts::nearestTo(std::string_view text) const {
    const auto words = wordHashes(text);
    Nearest best;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::size_t most = std::min(words.size(), words_[i].size());
        if (measure(most, words.size(), words_[i].size()) <= best.likeness) continue; // by its length alone
        if (const double likeness = rougeL(words, words_[i]); likeness > best.likeness) best = {likeness, i};
    }
    return best;
}

} // namespace lapidary
