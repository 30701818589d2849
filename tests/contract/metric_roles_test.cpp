// SPDX-License-Identifier: Apache-2.0
// Whoever watches a training finds its KL, its entropy and its repetition, whatever the algorithm calls them.
#include "core/engine/train/algorithm.h"
#include "core/stats/metric_roles.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

bool tells(const MethodInfo &info, MetricRole role) {
    for (const RoleMetric &each : metricsOf(role))
        if (info.metric(each.name) && (!each.ofCompletion || info.metric("completions/mean_length"))) return true;
    return false;
}

bool has(const MethodInfo &info, std::string_view setting) {
    return std::any_of(info.spec.begin(), info.spec.end(),
                       [&](const FieldSpec &field) { return field.name == setting; });
}

} // namespace

TEST_CASE("every algorithm that is rewarded for what it samples tells entropy, repetition and its KL") {
    int watched = 0;
    for (const auto &entry : algorithms()) {
        const MethodInfo &info = entry.info();
        if (!info.metric("reward") || !has(info, "reward_funcs")) continue;
        CAPTURE(info.name);
        ++watched;
        CHECK(tells(info, MetricRole::Entropy));
        CHECK(tells(info, MetricRole::Repetition));
        if (has(info, "beta") || has(info, "kl_coef")) CHECK(tells(info, MetricRole::Kl));
    }
    CHECK(watched >= 6);
}
