// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"

namespace lapidary {

/// What an algorithm is given that is rewarded for completions: policy, train, reference and reward.
std::vector<Port> policyPorts();

} // namespace lapidary
