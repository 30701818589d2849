// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace lapidary {

/// ROUGE-L of two texts (Lin 2004): the F measure of their longest common subsequence of words, 0 to 1. Words as
/// wordHashes() has them, so that texts without spaces are compared letter by letter. Nothing is like a text without
/// words.
double rougeL(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b);
double rougeL(std::string_view a, std::string_view b);

/// Texts that a new one is compared with.
class LikeTexts {
public:
    void add(std::string_view text); ///< number 0, 1, 2 …
    struct Nearest {
        double likeness = 0; ///< by ROUGE-L
        std::size_t number = 0;
    };
    /// The first of those that are most like it; likeness 0 where none is at all.
    Nearest nearestTo(std::string_view text) const;
    std::size_t size() const { return words_.size(); }

private:
    std::vector<std::vector<std::uint64_t>> words_{};
};

} // namespace lapidary
