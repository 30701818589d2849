// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/models/model.h"
#include "core/text/tokenizer/models/trie.h"
#include "core/text/tokenizer/parts.h"
#include "core/text/tokenizer/sentencepiece/model_file.h"
#include <memory>

/// The parts of a tokenizer that a SentencePiece model describes.
namespace lapidary::sentencepiece {

using SharedFile = std::shared_ptr<const ModelFile>;

/// Which stretches between added tokens get the blank of add_dummy_prefix: each, or only where the text begins.
enum class Prefix { Each, First };

Normalizer normalizer(SharedFile file, Prefix prefix);
std::shared_ptr<const Model> model(SharedFile file);
TokenDecoder decoder(SharedFile file,
                     bool namesUnknown); ///< whether the unknown token is shown by its name, as added tokens are

/// The longest user-defined symbol that a text begins with, which normalisation and merging leave alone.
class Symbols {
public:
    explicit Symbols(const ModelFile &file);
    std::size_t longestAt(std::string_view text) const; ///< bytes; 0: none

private:
    std::shared_ptr<const Trie> trie_;
};

} // namespace lapidary::sentencepiece
