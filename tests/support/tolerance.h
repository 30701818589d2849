// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary {

/// How far numbers that a network computes in f32 may lie from others of the same value. Processors and libraries add
/// in different orders, and what that leaves grows with the numbers, not with the machine: a hundred units in the last
/// place of the largest of them. Small numbers are sums of larger ones that cancel, hence the floor.
inline double toleranceOf(double largest) {
    return std::max(1e-4, 1e-5 * largest);
}

/// Of all numbers in a list of lists.
inline double largestIn(const Json &values) {
    if (!values.is_array()) return std::abs(values.get<double>());
    double most = 0;
    for (const auto &value : values) most = std::max(most, largestIn(value));
    return most;
}
inline double toleranceOf(const Json &values) {
    return toleranceOf(largestIn(values));
}

/// Of a tensor, which this file need not know.
template <class Tensor> auto toleranceOf(const Tensor &values) -> decltype(values.abs().max().template item<double>()) {
    return toleranceOf(values.abs().max().template item<double>());
}

} // namespace lapidary
