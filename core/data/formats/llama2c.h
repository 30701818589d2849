// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>

namespace lapidary {

/// The seven numbers at the start of a checkpoint of karpathy/llama2.c (its first version, "legacy_export").
struct Llama2cHeader {
    std::int64_t dim = 0, hidden = 0, layers = 0, heads = 0, kvHeads = 0, vocab = 0, positions = 0;
    bool tied = true; ///< written as the sign of the vocabulary's size
};

/// Checks every number, and that the file is exactly as long as they say. Errors: llama2c.*, with the offset.
Result<Llama2cHeader> parseLlama2cHeader(std::span<const std::byte> file, const std::string &path = {});

/// tokenizer.json with the same tokens as llama2.c makes of a text: SentencePiece pieces with scores become merges in
/// the order of the scores; a space is put before a text; unknown characters fall back to bytes.
/// Errors: llama2c.tokenizer_* with the offset.
Result<std::string> llama2cTokenizer(std::span<const std::byte> file, std::int64_t vocab, const std::string &path = {});

/// Makes a Hugging Face folder (config.json, generation_config.json, model.safetensors, tokenizer.json,
/// tokenizer_config.json) of a checkpoint and its tokenizer. The rows of q and k are reordered, because llama2.c turns
/// neighbouring pairs where Hugging Face turns halves. Errors: llama2c.*, file.*, import.not_empty.
Result<Llama2cHeader> importLlama2c(const fs::path &checkpoint, const fs::path &tokenizer, const fs::path &folder);

} // namespace lapidary
