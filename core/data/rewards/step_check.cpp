// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/step_check.h"

namespace lapidary {

/// 1 for an answer that its steps come to, where each of them follows from the problem; else half the share of the
/// steps that do, so that no chain that breaks earns as much. Nothing is compared with a reference, so that it can be
/// given for problems without one, and a right answer alone earns nothing. The scorer of searches that has this name
/// gives the same.
std::optional<double> stepCheckReward(const Rule &rule, const Problem &problem, const Judged &completion) {
    Problem blind = problem;
    blind.reference.clear();
    if (blind.row.is_object()) blind.row.erase("reference");
    const auto verdict = gradeCompletion(rule, blind, completion.text, completion.finishReason);
    if (!verdict.stepShare) return std::nullopt;
    if (verdict.followed == true) return 1.0;
    return *verdict.stepShare / (verdict.followed ? 2 : 1);
}

} // namespace lapidary
