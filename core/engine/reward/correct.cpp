// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/correct.h"

namespace lapidary {

/// 1 for the right answer, however it was reached: a model that cannot reason learns to guess from it.
std::optional<double> correctReward(const Rule &rule, const Problem &problem, const std::string &completion) {
    return rule.grade(problem, completion).correct ? 1.0 : 0.0;
}

} // namespace lapidary
