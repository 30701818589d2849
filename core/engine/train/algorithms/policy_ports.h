// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"

namespace lapidary {

/// Those of what rewards ask, and of the canaries, behind its own.
std::vector<Port> withRewardPorts(std::vector<Port> own);
/// What an algorithm is given that is rewarded for completions: policy, train, reference and reward.
std::vector<Port> policyPorts();

} // namespace lapidary
