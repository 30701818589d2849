// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/steps.h"

namespace lapidary {

/// The share of right steps: a denser signal than the answer. Only whole steps are labelled, so that those of a cut
/// completion count as they stand.
std::optional<double> stepsReward(const Rule &rule, const Problem &problem, const Judged &completion) {
    return gradeCompletion(rule, problem, completion.text, completion.finishReason).stepShare;
}

} // namespace lapidary
