// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/gguf/contents.h"

namespace lapidary::gguf {

/// What a token is, as the file says it.
enum class TokenKind : std::int64_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

/// tokenizer.ggml.*: the tokens by id, each text once.
struct TokenList {
    std::vector<std::string> texts{};
    std::vector<TokenKind> kinds{};
    std::vector<double> scores{}; ///< empty where there are none
    std::optional<std::int64_t> bos{}, eos{}, unknown{}, pad{}, separator{}, classifier{};

    const std::string *textOf(std::optional<std::int64_t> id) const;
};
/// Errors: gguf.no_tokens, gguf.bad_token with the index.
Result<TokenList> tokensOf(const Contents &contents);

using Merges = std::vector<std::pair<std::string, std::string>>;
/// As the file lists them: "left right".
Result<Merges> listedMerges(const Contents &contents);
/// Where it lists none: every token that two others make up, the best `ranks` first (one for each token). For one token
/// and among equals, as the converters of transformers order them.
Merges mergesFrom(const TokenList &tokens, const std::vector<double> &ranks);

/// How a text is cut before its bytes are merged; by the name that the file gives it.
struct ByteSplit {
    std::vector<std::string> patterns{}; ///< one after the other
    bool wholeWords = false;             ///< a word that is a token is taken without merging
    bool composed = false;               ///< characters are put together first (NFC)
    bool begins = false;                 ///< a text begins with the bos token where nothing else is said
};
/// gguf.unknown_pre_tokenizer with the list of those that are known.
Result<ByteSplit> byteSplit(const std::string &name, const std::string &file);
/// The other way round; nothing where the format has no name.
std::optional<std::string> nameOfSplit(const std::vector<std::string> &patterns, bool wholeWords);

} // namespace lapidary::gguf
