// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

/// What a model that scores steps (as the stage prm leaves it) says of each step: how likely it is to be right, read
/// behind what ends it, at the tokens that the scorer of searches with this name reads. A completion without a step is
/// one of a wrong one, so that saying nothing is no way out.
std::unique_ptr<Reward> processReward();

} // namespace lapidary
