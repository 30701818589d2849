// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/chat_prompt.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// How a training reads a row.
struct RowReading {
    std::int64_t maxLength = 1024;
    bool completionOnly = true;  ///< the prompt is masked
    std::string side = "chosen"; ///< which completion of a preference pair
};

/// One token of a row as the trainer sees it.
struct ViewedToken {
    std::int32_t id = 0;
    std::string token{};            ///< as the vocabulary names it
    std::size_t begin = 0, end = 0; ///< bytes of TokenView::text; equal where the token was added
    bool masked = false;            ///< no loss on it
};

/// A row as the trainer sees it. Tokens from `kept` on lie behind max_length and are cut off.
struct TokenView {
    std::string text{};
    std::vector<ViewedToken> tokens{};
    std::size_t kept = 0;
    std::size_t learnt = 0; ///< tokens with a loss: kept, not masked, and not the first
    std::vector<std::pair<std::size_t, std::size_t>> lost{}; ///< bytes of `text` that the tokenizer cannot express
    std::size_t lostCharacters = 0;
    bool merged = false; ///< a token reaches across the end of the prompt: the completion begins before it
};

/// A row of any layout. Of a prompt alone nothing is masked, since nothing is learnt from it by itself. Text goes
/// through the same functions as in training. `chat` writes conversations; of those nothing can be seen without one.
/// Errors: data.no_text, row.*, tokenizer.*, template.*.
Result<TokenView> viewRow(const Tokenizer &tokenizer, const Json &row, const RowReading &reading,
                          ChatPrompt *chat = nullptr);

/// How many tokens that is, whatever max_length says; of a preference pair the longer side.
Result<std::int64_t> tokensOfRow(const Tokenizer &tokenizer, const Json &row, ChatPrompt *chat = nullptr);

} // namespace lapidary
