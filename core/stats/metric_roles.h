// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lapidary {

/// What a metric is to whoever watches a training, however its algorithm calls it: how far the policy has gone from the
/// reference, how undecided it is, and how much of a completion it had said before.
enum class MetricRole { Kl, Entropy, Repetition };

/// Names of metrics are those of the field, and it has several for one thing. tests/contract holds that every algorithm
/// that samples logs one of each.
struct RoleMetric {
    std::string_view name{};
    bool ofCompletion = false; ///< summed over the tokens of a completion; else of one token
};
/// The better tell-tale first.
std::span<const RoleMetric> metricsOf(MetricRole role);

struct RoleValue {
    std::string metric{};
    double value = 0; ///< of a token
};
/// Of a step: the first of them that is there and finite. One of whole completions counts by their mean length, and not
/// at all where that is not told.
std::optional<RoleValue> valueOf(MetricRole role, const std::map<std::string, double> &values);

} // namespace lapidary
