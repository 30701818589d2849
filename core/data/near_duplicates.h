// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

/// The words of a text, each as a number: runs of letters and digits, whatever the case of A to Z; of Chinese, Japanese
/// and Korean each character is a word. Signs and blanks only part words.
std::vector<std::uint64_t> wordHashes(std::string_view text);

/// So many words behind one another as one number each, without repeats, in rising order. A shorter text is one
/// shingle; one without words has none.
std::vector<std::uint64_t> shinglesOf(std::string_view text, int words);

/// The share of all shingles of two texts that both have, 0 to 1 (Jaccard).
double sharedShare(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b);

struct NearDuplicateConfig {
    double similarity = 0.8; ///< of the shingles of two texts that are near each other, 0.3 to 1
    int words = 3;           ///< of a shingle
    std::uint64_t seed = 0;
};

/// Texts that share most of their shingles: MinHash (Broder 1997) with 120 hash functions of 64 bits, cut into bands of
/// as many as find a pair at the wanted similarity with 99 % (locality-sensitive hashing, Indyk and Motwani 1998;
/// Leskovec et al., Mining of Massive Datasets, 3.4). What shares a band is compared shingle by shingle, each text with
/// one of every cluster there, so that no pair below the similarity is ever taken for one. Clusters are what such pairs
/// join: two texts of one need not be near each other. Holds eight bytes a band and text (160 MB for a million texts at
/// 0.8), and no text.
class NearDuplicates {
public:
    explicit NearDuplicates(const NearDuplicateConfig &config);
    void add(std::string_view text); ///< number 0, 1, 2 …

    /// Asked again for the texts that are compared.
    using TextOf = std::function<Result<std::string>(std::size_t number)>;
    /// Asked with every band; kCancelled ends it.
    using GoOn = std::function<Status(int done, int bands)>;
    /// Clusters of two or more, each in rising order, by their first number. Errors: those of `textOf` and `goOn`.
    Result<std::vector<std::vector<std::size_t>>> clusters(const TextOf &textOf, const GoOn &goOn = {});

    int bands() const { return static_cast<int>(keys_.size()); }
    std::size_t size() const { return texts_; }

private:
    NearDuplicateConfig config_;
    int rows_ = 1; ///< hash functions of a band
    std::size_t texts_ = 0;
    std::vector<std::uint64_t> factors_{}, offsets_{};
    std::vector<std::vector<std::uint64_t>> keys_{}; ///< by band, then by text; 0: a text without words
};

} // namespace lapidary
