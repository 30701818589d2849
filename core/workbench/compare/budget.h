// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/compare.h"

namespace lapidary {

/// What N samples a problem would have given and cost, recomputed from the samples that an arm has stored.
struct BudgetPoint {
    std::int64_t n = 0;
    double tokens = 0;                      ///< a problem, by the mean length of its samples
    double accuracy = 0, low = 0, high = 0; ///< mean over problems; percentile bootstrap over problems, 95 %
};
struct BudgetCurve {
    std::string arm{}, bucket{};
    std::string rule{};  ///< majority, logprob, mean_logprob, any_right
    bool oracle = false; ///< any_right is pass@N: no method that does not see the answers can pass it
    std::int64_t problems = 0;
    std::vector<BudgetPoint> points{}; ///< N ascending, to the number of stored samples
};

/// Of every finished arm that kept two samples or more of each problem, bucket by bucket. The expectations over which N
/// of the samples were drawn are exact up to 256 samples (stats/samples.h).
Result<std::vector<BudgetCurve>> budgetCurves(const Project &project, const Plan &plan);

Json toJson(const BudgetCurve &curve);

} // namespace lapidary
