// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include <span>

namespace lapidary {

/// A verifiable reward of one completion. Nothing where the task cannot tell: such a completion is left out of the
/// mean and gets no advantage, which is not the same as a reward of 0.
struct RewardInfo {
    const char *name;
    const char *summary;
    std::optional<double> (*score)(const Rule &rule, const Problem &problem, const std::string &completion);
};

std::span<const RewardInfo> rewards();
std::vector<std::string> rewardNames();
Result<const RewardInfo *> rewardByName(const std::string &name);

} // namespace lapidary
