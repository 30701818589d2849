// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/chat_prompt.h"
#include "core/text/text_token.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// How a training reads a row.
struct RowReading {
    std::int64_t maxLength = 1024;
    bool completionOnly = true;  ///< the prompt is masked
    bool assistantOnly = true;   ///< and of a conversation what others say
    std::string side = "chosen"; ///< which completion of a preference pair
};

/// A row as the trainer sees it. Tokens from `kept` on lie behind max_length and are cut off.
struct TokenView {
    std::string text{};
    std::vector<TextToken> tokens{}; ///< one that adds no text has the name that its vocabulary gives it
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
