// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lapidary {

/// How the scores of an answer's steps become one: "last", "min", "prod", "mean".
std::vector<std::string> stepAggregates();
/// Nothing where there are no steps. `how` is one of stepAggregates().
std::optional<double> aggregateOf(std::span<const double> steps, const std::string &how);

} // namespace lapidary
