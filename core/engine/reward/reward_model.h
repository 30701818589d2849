// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

/// What the reward model of the run says of the last token of prompt and completion: of a whole text its end token.
std::unique_ptr<Reward> rewardModel();

} // namespace lapidary
