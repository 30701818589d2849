// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/gguf/writer.h"
#include <functional>
#include <optional>

namespace lapidary::gguf {

/// What of a tokenizer is written into a GGUF file.
struct TokenizerOut {
    std::string json{};    ///< tokenizer.json
    std::int64_t rows = 0; ///< of the embedding: as many tokens are named, unused ones behind the last
    std::optional<std::int64_t> bos{}, eos{}, pad{};
    /// The id of a token as texts get it, which for an added one need not be what tokenizer.json says.
    std::function<std::optional<std::int64_t>(const std::string &text)> idOf{};
    bool addBos = false, addEos = false;
};

/// Puts a tokenizer in two forms: tokenizer.json as it is, which is read first here, and tokenizer.ggml.*, by which
/// llama.cpp reads text. Byte-level pairs and SentencePiece's pairs have such a form; of another kind the reason why
/// there is none comes back, and the file says "none". Errors: tokenizer.* for what is no tokenizer.json.
Result<std::optional<Sentence>> putTokenizer(const TokenizerOut &tokenizer, Sheet &sheet);

} // namespace lapidary::gguf
