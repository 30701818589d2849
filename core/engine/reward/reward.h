// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include <span>

namespace lapidary {

/// A completion as it was written, to the letter, and why it ended: see core/text/answer/finish.h. A text that was cut
/// is judged as cut by gradeCompletion() and never marked in itself.
struct Judged {
    std::string text;
    std::string finishReason;
};

/// A verifiable reward of one completion. Nothing where the task cannot tell: that is not a reward of 0. Other
/// functions still count for such a completion; one of which no function can tell is left out of its group and of the
/// loss.
struct RewardInfo {
    const char *name;
    const char *summary;
    bool needsReference; ///< cannot tell anything of a problem without one
    std::optional<double> (*score)(const Rule &rule, const Problem &problem, const Judged &completion);
};

std::span<const RewardInfo> rewards();
std::vector<std::string> rewardNames();
Result<const RewardInfo *> rewardByName(const std::string &name);

} // namespace lapidary
