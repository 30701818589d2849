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
    std::unordered_map<std::int32_t, std::string> decodedAs; ///< added tokens that the normaliser changes: they decode as it leaves them
    std::unordered_set<std::int32_t> special;
    Vocabulary ids;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    PostProcessor postProcessor;
    TokenDecoder decoder;
    std::optional<std::int32_t> bos, eos, pad;
    std::vector<Error> warnings;
};

Result<std::shared_ptr<const Tokenizer::State>> readTokenizer(std::string_view json, const std::string &file);
/// The special tokens that a tokenizer_config.json names; what does not fit becomes a warning, and no token is guessed.
Status readTokenizerConfig(const fs::path &file, Tokenizer::State &state);

} // namespace lapidary
