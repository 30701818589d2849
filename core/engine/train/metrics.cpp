// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/metrics.h"
#include "core/engine/train/regularizers/regularizer.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

Json toJson(const Metrics &metrics) {
    Json out = Json::object();
    for (const auto &[name, metric] : metrics)
        out[name] = std::isfinite(metric.value) ? Json(metric.value) : Json(nullptr);
    return out;
}

std::vector<MetricInfo> loopMetrics(const std::vector<std::string> &others) {
    std::vector<MetricInfo> metrics{
        {.name = "loss", .group = "loss", .effect = "what the optimiser makes smaller", .better = Better::Lower},
        {.name = "grad_norm", .group = "loss", .effect = "length of the gradient before it is clipped"},
        {.name = "learning_rate", .group = "loss", .effect = "length of the optimiser's step"},
        {.name = "num_tokens", .unit = "tokens", .group = "progress", .effect = "tokens learnt from so far"},
        {.name = "epoch", .unit = "epochs", .group = "progress", .effect = "passes over the data so far"},
        {.name = "step_time", .unit = "s", .group = "progress", .effect = "time that the step took"},
        {.name = "tokens_per_second",
         .unit = "tokens/s",
         .group = "progress",
         .effect = "tokens that the step learnt from, by the time that it took"},
        {.name = "peak_memory",
         .unit = "GiB",
         .group = "progress",
         .effect = "the most memory that the run's process has held so far"}};
    for (const auto &port : others)
        for (const char *each : {"grad_norm", "learning_rate"}) {
            MetricInfo own =
                *std::find_if(metrics.begin(), metrics.end(), [&](const auto &m) { return m.name == each; });
            own.name = port + "/" + each;
            metrics.push_back(std::move(own));
        }
    for (const auto &entry : regularizers())
        if (entry.info().inputs.empty()) metrics = withShared(std::move(metrics), entry.info().metrics);
    return metrics;
}

std::vector<MetricInfo> withHeldOut(const std::vector<MetricInfo> &own) {
    const std::vector<MetricInfo> all = withShared(own, {loopMetrics().front()});
    std::vector<MetricInfo> out;
    for (const MetricInfo &metric : all) {
        out.push_back(metric);
        MetricInfo held = metric;
        held.name = "eval_" + metric.name;
        if (!held.spread.empty()) held.spread = "eval_" + metric.spread;
        held.effect = "the same, of rows that nothing is learnt from";
        held.key = false;
        out.push_back(std::move(held));
    }
    return out;
}

Port heldOutPort(const std::string &layout) {
    return {.name = "eval",
            .what = Artifact::Rows,
            .required = false,
            .layout = layout,
            .effect = "rows that nothing is learnt from, measured on the way; without them test_size takes a share"};
}

Metrics metricsFromJson(const Json &json) {
    Metrics metrics;
    for (const auto &[name, value] : json.items())
        metrics[name] = value.is_number() ? value.get<double>() : std::nan("");
    return metrics;
}

void StepMetrics::add(const Metrics &part) {
    for (const auto &[name, metric] : part) {
        Metric own = metric;
        if (own.over == Over::Mean) own.value *= own.weight;
        const auto [it, isFirst] = sums_.emplace(name, own);
        Metric &sum = it->second;
        if (isFirst) continue;
        if (own.over == Over::Min)
            sum.value = std::min(sum.value, own.value);
        else if (own.over == Over::Max)
            sum.value = std::max(sum.value, own.value);
        else
            sum.value += own.value;
        sum.weight += own.weight;
    }
}

Metrics StepMetrics::values() const {
    Metrics out = sums_;
    for (auto &[name, metric] : out)
        if (metric.over == Over::Mean) metric.value /= metric.weight;
    return out;
}

} // namespace lapidary
