// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace lapidary {

/// What a method costs a problem, and how often it is right.
struct CostPoint {
    double cost = 0, accuracy = 0;
    bool counts = true; ///< false: it saw the answers, and is no method
};

/// The Pareto front: methods of which none costs as much or less and is right as often or more, and better in one of
/// both. By growing cost; equals are on it together.
std::vector<std::size_t> paretoFront(std::span<const CostPoint> points);

} // namespace lapidary
