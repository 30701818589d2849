// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A prompt and its completion as training sees them: the tokens of both texts joined, with the model's beginning token
/// if its tokenizer adds one and the end token behind.
struct PromptCompletion {
    std::vector<std::int32_t> ids{};
    std::vector<std::string> tokens{};
    std::vector<std::pair<std::size_t, std::size_t>>
        offsets{};                ///< bytes of prompt + completion; empty ranges of added tokens
    std::size_t promptLength = 0; ///< the tokens of the prompt; the completion begins behind them
    /// Whether a token reaches across the end of the prompt: then the last tokens of the prompt alone are others here.
    bool merged = false;
    std::vector<std::pair<std::size_t, std::size_t>> lost{}; ///< Encoding::lost of prompt + completion
};

/// As in TRL 1.16 the completion begins where the tokens of prompt + completion part from those of the prompt alone,
/// which is before the end of the prompt where a token reaches across it. `terminated`: false for a completion that was
/// cut: it has no end, so none is put behind it. Errors: tokenizer.*.
Result<PromptCompletion> tokenisePair(const Tokenizer &tokenizer, const std::string &prompt,
                                      const std::string &completion, bool terminated = true);

/// Both sides of a preference begin at one place: the earlier of the two, as in TRL 1.16.
void beginTogether(PromptCompletion &chosen, PromptCompletion &rejected);

} // namespace lapidary
