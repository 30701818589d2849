// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/added_tokens.h"
#include "core/text/tokenizer/models/model.h"
#include "core/text/tokenizer/parts.h"
#include "core/text/tokenizer/post_processors/post_processor.h"
#include "core/text/tokenizer/tokenizer.h"
#include <unordered_set>

namespace lapidary {

/// All that a tokenizer.json says.
struct Tokenizer::State {
    std::shared_ptr<const Model> model;
    AddedTokens plain, normalized; ///< looked for in the input, and in what the normaliser makes of it
    std::unordered_map<std::int32_t, std::string> tokens;
    std::unordered_map<std::int32_t, std::string>
        decodedAs; ///< added tokens that the normaliser changes: they decode as it leaves them
    std::unordered_set<std::int32_t> special;
    Vocabulary ids;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    PostProcessor postProcessor;
    TokenDecoder decoder;
    std::optional<std::int32_t> bos, eos, pad;
    std::vector<Error> warnings;
    bool bytePairs = false; ///< transformers' cleaning of spaces is for other models only: it would spoil these
    bool cleanUp = false;   ///< clean_up_tokenization_spaces of tokenizer_config.json
};

Result<std::shared_ptr<const Tokenizer::State>> readTokenizer(std::string_view json, const std::string &file);
/// The same of the bytes of a tokenizer.model.
Result<std::shared_ptr<const Tokenizer::State>> parseSentencePiece(std::string_view bytes, const std::string &file);
/// The same of a tokenizer.model, and of the files beside it where a folder is given.
Result<std::shared_ptr<const Tokenizer::State>> readSentencePiece(const fs::path &folderOrFile);
/// Which ids added tokens get: those that are listed, or those that the tokenizers library gives them when it reads a
/// tokenizer.json: that of the vocabulary, else the next one behind vocabulary and added tokens, whatever the file
/// says.
enum class AddedIds { Listed, Counted };
/// A list in the form of tokenizer.json's "added_tokens". Where counted ids are not those of the list, a warning says
/// so.
Status readAdded(const Json &list, Tokenizer::State &state, const std::string &file, AddedIds ids);
/// bos_token and the like of a tokenizer_config.json: what it says, or nothing.
void readNamed(const Json &config, const char *key, Tokenizer::State &state, std::optional<std::int32_t> &out,
               const std::string &file);
/// Puts tokens before and behind a text where special ones are asked for.
PostProcessor putAround(std::optional<std::int32_t> before, std::optional<std::int32_t> behind,
                        const Tokenizer::State &state);
/// The special tokens that a tokenizer_config.json names; what does not fit becomes a warning, and no token is guessed.
Status readTokenizerConfig(const fs::path &model, Tokenizer::State &state); ///< of a folder or a GGUF file

} // namespace lapidary
