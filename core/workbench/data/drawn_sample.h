// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/answer.h"

namespace lapidary {

/// A completion that a training drew, and what it earned.
struct DrawnSample {
    std::string run{}, group{}, prompt{};
    Answer answer{}; ///< its tokens are those that were sampled; a forced beginning stands only in its text
    double step = 0, reward = 0, advantage = 0;
    bool isCut() const { return !endedItself(answer.finishReason); }
    bool hasTokens() const { return !answer.tokens.empty() && areScored(answer.tokens); }
};

/// From the body of a "sample" event. Logs of other versions may hold anything: what is not as it should be is left
/// out.
DrawnSample drawnSample(const Json &body);

} // namespace lapidary
