// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/format.h"

namespace lapidary {

/// 1 for a completion that can be read to its end; a cut one has none.
std::optional<double> formatReward(const Rule &rule, const Problem &problem, const Judged &completion) {
    return gradeCompletion(rule, problem, completion.text, completion.finishReason).wellFormed ? 1.0 : 0.0;
}

} // namespace lapidary
