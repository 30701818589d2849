// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/rewards/rule_reward.h"

namespace lapidary {

std::optional<double> stepCheckReward(const Rule &rule, const Problem &problem, const Judged &completion);

} // namespace lapidary
