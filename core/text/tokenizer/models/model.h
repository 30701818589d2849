// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <memory>
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

/// The id of what is no token: the bytes of the piece are what the vocabulary cannot express, whether they are left out
/// or an unknown token stands for them too.
constexpr std::int32_t kNoToken = -1;

/// One piece of a word: its id and the bytes [begin, end) of the word that it stands for.
struct Piece {
    std::int32_t id;
    std::size_t begin, end;
    bool verbatim = false; ///< its token is the text itself, whatever the vocabulary calls the id
};

/// A token of a vocabulary that is a list of byte strings, as tiktoken's: its rank is its id.
struct RankedBytes {
    std::string bytes;
    std::int32_t id;
};

/// Cuts words into pieces of a vocabulary. One class per kind; `Model::parse` has the registry.
class Model {
public:
    /// What a word cost to cut before, for one caller; words come again and again.
    using Cache = std::unordered_map<std::string, std::vector<Piece>, StringHash, std::equal_to<>>;

    virtual ~Model() = default;
    static Result<std::shared_ptr<const Model>> parse(const Json &model, const std::string &file);

    /// Appends the pieces of `word`, which is not empty; those of kNoToken in any order.
    virtual Status split(std::string_view word, std::vector<Piece> &out, Cache &cache) const = 0;
    const Vocabulary &vocabulary() const { return vocabulary_; }

protected:
    Vocabulary vocabulary_;
    std::optional<std::int32_t> find(std::string_view token) const;
};

namespace models {

using Made = Result<std::shared_ptr<const Model>>;
Made bpe(const Json &model, const std::string &file);
Made unigram(const Json &model, const std::string &file);
Made wordPiece(const Json &model, const std::string &file);
Made wordLevel(const Json &model, const std::string &file);
/// Of byte strings and ids that each occur once. Of all neighbours those are joined first that give the lowest id.
Made rankedBytes(const std::vector<RankedBytes> &tokens, const std::string &file);

Error bad(const std::string &file, std::string field, Sentence message, Sentence found, Sentence expected);
/// Reads {"token": id}; ids must be whole, not negative and unique. Nothing is ever sized by the largest id.
Result<Vocabulary> readVocabulary(const Json &object, const std::string &file);
/// The ids of <0x00> to <0xFF>; -1 for those that the vocabulary does not have.
std::vector<std::int32_t> byteIds(const Vocabulary &vocabulary);

} // namespace models
} // namespace lapidary
