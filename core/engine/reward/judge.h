// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

/// How likely a judge is to call an answer right: p(yes) / (p(yes) + p(no)), asked of each answer alone (Lee et al.
/// 2023, direct RLAIF).
std::unique_ptr<Reward> judgeReward();

} // namespace lapidary
