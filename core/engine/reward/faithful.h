// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"

namespace lapidary {

std::optional<double> faithfulReward(const Rule &rule, const Problem &problem, const Judged &completion);

} // namespace lapidary
