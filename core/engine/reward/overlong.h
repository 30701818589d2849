// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

/// DAPO's soft overlong punishment (Yu et al. 2025, eq. 13) of so many tokens: 0 up to most - cache, then falling to -1
/// at `most`, -1 beyond. As TRL's get_soft_overlong_punishment(max_completion_len, soft_punish_cache).
double softOverlongPunishment(std::int64_t tokens, std::int64_t most, std::int64_t cache);

/// The same of the tokens that were drawn, by RewardContext::maxCompletionLength and ::softPunishCache.
std::unique_ptr<Reward> overlongReward();

} // namespace lapidary
