// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

/// The weighted share of the context's criteria that an answer meets, 0 to 1, as in HealthBench (Arora et al. 2025,
/// arXiv:2505.08775) but with positive weights alone. A criterion with a check is met or not; what only a reader can
/// tell is asked of the judge, whose p(yes) counts. A criterion that cannot be told of a problem is left out of its
/// share; where none can be told there is no reward. Which were met is told in RewardContext::criteria, why in
/// RewardContext::reasons.
std::unique_ptr<Reward> rubricReward();

} // namespace lapidary
