// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <optional>

/// Where a model is: in a folder as transformers lays it out, or in a GGUF file, of which the same small files are made
/// when somebody asks for them. Whoever reads a model's files asks here, so that a GGUF file goes wherever a folder
/// goes. Nothing is ever written beside it.
namespace lapidary {

/// The GGUF file that a path means: itself, or the only one of a folder without safetensors, of several shards the
/// first. Nothing for a path of another kind.
std::optional<fs::path> ggufAt(const fs::path &model);

/// Whether a file is a whole GGUF model or the first part of one, by its name.
bool isFirstShard(const fs::path &file);

/// Whether the model has this file: config.json, generation_config.json, tokenizer.json, tokenizer_config.json, …
bool hasModelFile(const fs::path &model, const std::string &name);
Result<std::string> readModelFile(const fs::path &model, const std::string &name, std::uint64_t cap = 64ull << 20);
/// How messages name it: its path, or that of the GGUF file it is made of.
std::string modelFileName(const fs::path &model, const std::string &name);

bool isModelPlace(const fs::path &model); ///< a folder with a config.json, or a GGUF file

} // namespace lapidary
