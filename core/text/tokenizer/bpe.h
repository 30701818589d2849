// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lapidary {

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Vocabulary = std::unordered_map<std::string, std::int32_t, StringHash, std::equal_to<>>;

/// One piece of a word: its id and the bytes [begin, end) of the word that it stands for.
struct Piece {
    std::int32_t id;
    std::size_t begin, end;
};

/// Byte-pair encoding (Sennrich et al. 2016) as tokenizer.json describes it. Merging is O(n log n) in the word's length.
class Bpe {
public:
    static Result<Bpe> parse(const Json &model, const std::string &file);

    std::vector<Piece> split(std::string_view word) const;
    const Vocabulary &vocabulary() const { return vocabulary_; }

private:
    std::vector<Piece> symbols(std::string_view word) const;
    void merge(std::vector<Piece> &pieces) const;

    struct Merge {
        std::int32_t rank, id;
    };
    Vocabulary vocabulary_;
    std::unordered_map<std::uint64_t, Merge> merges_; ///< (left << 32 | right)
    std::optional<std::int32_t> unknown_;
    std::int32_t byteIds_[256];
    bool byteFallback_ = false, fuseUnknown_ = false, ignoreMerges_ = false;
};

/// Reads {"token": id}; ids must be whole, not negative and unique. Nothing is ever sized by the largest id.
Result<Vocabulary> readVocabulary(const Json &object, const std::string &file);

} // namespace lapidary
