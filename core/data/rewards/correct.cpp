// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/correct.h"

namespace lapidary {

/// 1 for the right answer, however it was reached: a model that cannot reason learns to guess from it. A cut completion
/// earns 0: what looks like its answer may be the beginning of another.
std::optional<double> correctReward(const Rule &rule, const Problem &problem, const Judged &completion) {
    const auto verdict = gradeCompletion(rule, problem, completion.text, completion.finishReason);
    if (!verdict.scorable) return std::nullopt;
    return verdict.correct ? 1.0 : 0.0;
}

} // namespace lapidary
