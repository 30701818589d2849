// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/format.h"

namespace lapidary {

/// 1 for a completion that can be read to its end.
std::optional<double> formatReward(const Rule &rule, const Problem &problem, const std::string &completion) {
    return rule.grade(problem, completion).wellFormed ? 1.0 : 0.0;
}

} // namespace lapidary
