// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A prompt and its completion as training sees them: the tokens of both texts joined, with the model's beginning token
/// if its tokenizer adds one and the end token behind.
struct PromptCompletion {
    std::vector<std::int32_t> ids{};
    std::vector<std::string> tokens{};
    std::vector<std::pair<std::size_t, std::size_t>> offsets{}; ///< bytes of prompt + completion; empty ranges of added tokens
    std::size_t promptLength = 0;                               ///< the tokens of the prompt
};

/// data.boundary where a token reaches across from the prompt into the completion, so that no token could be masked rightly.
/// `terminated`: false for a completion that was cut: it has no end, so none is put behind it.
Result<PromptCompletion> tokenisePair(const Tokenizer &tokenizer, const std::string &prompt, const std::string &completion, bool terminated = true);

} // namespace lapidary
