// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/steps.h"

namespace lapidary {

/// The share of right steps: a denser signal than the answer.
std::optional<double> stepsReward(const Rule &rule, const Problem &problem, const std::string &completion) {
    return rule.grade(problem, completion).stepShare;
}

} // namespace lapidary
