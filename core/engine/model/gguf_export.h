// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// How the matrices of an exported GGUF file hold their numbers; norms and biases are always F32.
struct GgufExport {
    std::string type = "f32"; ///< or bf16, q8_0 (matrices whose rows are no whole number of blocks stay F32)
    fs::path wordsFrom{};     ///< whose tokenizer and chat templates are written; empty: none
    std::string name{};       ///< general.name
};

/// Writes a model as one GGUF file for llama.cpp, adapters not merged. What the format cannot say of it is refused by
/// name (export.gguf); what works and should be known comes back.
Result<std::vector<Sentence>> saveGguf(const Decoder &model, const fs::path &file, const GgufExport &wanted);

} // namespace lapidary
