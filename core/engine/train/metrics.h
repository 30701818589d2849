// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/config/method.h"
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace lapidary {

/// How the values of several micro-batches become the value of their step.
enum class Over { Mean, Sum, Min, Max };

/// A number to log. The smallest of a step is the smallest of its parts, and no mean of them. A share of things that
/// are not equally many in every micro-batch says how many there were, so that the mean is the share of all of them.
struct Metric {
    double value = 0;
    Over over = Over::Mean;
    double weight = 1; ///< of a mean
    Metric() = default;
    Metric(double number, Over how = Over::Mean) : value(number), over(how) {} // a plain number is one that is averaged
    static Metric share(double of, double things) {
        Metric metric(of);
        metric.weight = things;
        return metric;
    }
    operator double() const { return value; }
};
using Metrics = std::map<std::string, Metric>;

Json toJson(const Metrics &metrics);       ///< numbers; null for one that is not finite
Metrics metricsFromJson(const Json &json); ///< what toJson() wrote, each as a value of a whole step

/// Those that the loop logs, whatever the algorithm is; those of regularisers where they are switched on. `others`: the
/// ports of further networks that learn, each with a gradient and a learning rate of its own.
std::vector<MetricInfo> loopMetrics(const std::vector<std::string> &others = {});

/// `own` metrics of an algorithm, each with "eval_" and its name behind it: the same of rows that nothing is learnt
/// from.
std::vector<MetricInfo> withHeldOut(const std::vector<MetricInfo> &own);
/// The port that gives such rows.
Port heldOutPort(const std::string &layout);

/// The metrics of a step from those of its micro-batches.
class StepMetrics {
public:
    void add(const Metrics &part);
    Metrics values() const;

private:
    std::map<std::string, Metric> sums_; ///< of means: the sum of weight times value
};

} // namespace lapidary
