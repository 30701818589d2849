// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/faithful.h"

namespace lapidary {

/// 1 for a right answer at the end of a chain whose every step is right; 0 for a cut completion, as its end is not
/// there.
std::optional<double> faithfulReward(const Rule &rule, const Problem &problem, const Judged &completion) {
    const auto verdict = gradeCompletion(rule, problem, completion.text, completion.finishReason);
    if (!verdict.faithful) return std::nullopt;
    return *verdict.faithful ? 1.0 : 0.0;
}

} // namespace lapidary
