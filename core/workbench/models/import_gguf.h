// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/models/import_model.h"

namespace lapidary {

/// What a GGUF file becomes.
struct GgufImport {
    std::string dtype{}; ///< of the weights: f32, bf16 or f16; empty: what loses nothing, which is F16 and BF16 as they
                         ///< are and the rest, packed or not, in f32
};

/// Writes a folder as transformers lays it out: config.json, generation_config.json, model.safetensors, tokenizer, and
/// source.json, which says where it came from: name, size and SHA-256 of the files, and how they were packed. Whole or
/// not at all; `target` must not be there yet. A tokenizer that cannot be made is told among the warnings. Errors:
/// gguf.*, import.exists, file.*, kCancelled.
Result<ImportedModel> writeGgufModel(const fs::path &source, const fs::path &target, const GgufImport &wanted,
                                     const CopyProgress &goOn);

/// The same into models/<name> of a project. import.bad_name.
Result<ImportedModel> importGguf(const fs::path &source, const fs::path &project, const std::string &name,
                                 const GgufImport &wanted, const CopyProgress &goOn);

} // namespace lapidary
