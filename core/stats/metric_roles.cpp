// SPDX-License-Identifier: Apache-2.0
#include "core/stats/metric_roles.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr RoleMetric kKl[] = {{"kl"}, {"objective/kl", true}};
constexpr RoleMetric kEntropy[] = {{"entropy"}, {"policy/entropy_avg"}, {"objective/entropy", true}};
constexpr RoleMetric kRepetition[] = {{"completions/repetition"}};
constexpr const char *kLength = "completions/mean_length";

} // namespace

std::span<const RoleMetric> metricsOf(MetricRole role) {
    if (role == MetricRole::Kl) return kKl;
    if (role == MetricRole::Entropy) return kEntropy;
    return kRepetition;
}

std::optional<RoleValue> valueOf(MetricRole role, const std::map<std::string, double> &values) {
    const auto length = values.find(kLength);
    for (const RoleMetric &each : metricsOf(role)) {
        const auto found = values.find(std::string(each.name));
        if (found == values.end() || !std::isfinite(found->second)) continue;
        if (!each.ofCompletion) return RoleValue{found->first, found->second};
        if (length == values.end() || !(length->second > 0)) continue;
        return RoleValue{found->first, found->second / length->second};
    }
    return std::nullopt;
}

} // namespace lapidary
