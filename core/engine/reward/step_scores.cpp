// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/step_scores.h"
#include <algorithm>
#include <functional>
#include <numeric>

namespace lapidary {

std::vector<std::string> stepAggregates() {
    return {"last", "min", "prod", "mean"};
}

std::optional<double> aggregateOf(std::span<const double> steps, const std::string &how) {
    if (steps.empty()) return std::nullopt;
    if (how == "last") return steps.back();
    if (how == "min") return *std::min_element(steps.begin(), steps.end());
    if (how == "prod") return std::accumulate(steps.begin(), steps.end(), 1.0, std::multiplies<>());
    return std::accumulate(steps.begin(), steps.end(), 0.0) / static_cast<double>(steps.size());
}

} // namespace lapidary
