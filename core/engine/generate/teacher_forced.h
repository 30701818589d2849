// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

struct PromptAndCompletion {
    std::vector<std::int64_t> promptIds, completionIds;
};

struct TokenScores {
    std::vector<float> logprobs;  ///< log softmax(logits / temperature) at each completion token, f32
    std::vector<float> entropies; ///< nats
};

/// Scores given completions without gradients, in right-padded batches of at most `maxTokens` padded tokens.
/// Errors: as generate(); a prompt needs at least one token because the first completion token is predicted from it.
Result<std::vector<TokenScores>> teacherForcedLogprobs(const Decoder &model,
                                                       const std::vector<PromptAndCompletion> &rows,
                                                       double temperature = 1.0, std::int64_t maxTokens = 8192);

} // namespace lapidary
