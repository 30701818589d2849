// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/gguf/vocabulary.h"

namespace lapidary::gguf {

/// Whether the file has a tokenizer at all, readable or not.
bool hasTokenizer(const Contents &contents);
/// tokenizer.json: byte-level pairs ("gpt2"), SentencePiece pairs ("llama"), WordPiece ("bert"). Errors:
/// gguf.unknown_tokenizer, gguf.unknown_pre_tokenizer, gguf.no_tokens, gguf.bad_token.
Result<std::string> tokenizerOf(const Contents &contents);
/// tokenizer_config.json: special tokens and chat templates.
Result<Json> tokenizerConfigOf(const Contents &contents);

} // namespace lapidary::gguf
