// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

std::optional<double> formatReward(const Rule &rule, const Problem &problem, const std::string &completion);

} // namespace lapidary
