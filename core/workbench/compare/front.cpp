// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/front.h"
#include <algorithm>

namespace lapidary {

std::vector<std::size_t> paretoFront(std::span<const CostPoint> points) {
    const auto beats = [](const CostPoint &a, const CostPoint &b) {
        return a.counts && a.cost <= b.cost && a.accuracy >= b.accuracy && (a.cost < b.cost || a.accuracy > b.accuracy);
    };
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].counts &&
            std::none_of(points.begin(), points.end(), [&](const CostPoint &other) { return beats(other, points[i]); }))
            front.push_back(i);
    std::stable_sort(front.begin(), front.end(), [&](auto a, auto b) { return points[a].cost < points[b].cost; });
    return front;
}

} // namespace lapidary
