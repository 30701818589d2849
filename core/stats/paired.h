// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/intervals.h"
#include <optional>
#include <span>

namespace lapidary::stats {

/// Two arms on the same problems: how many only A and how many only B solves, and how surprising the difference is.
struct McNemar {
    std::int64_t aOnly = 0, bOnly = 0;
    double p = 1; ///< exact, two-sided: min(1, 2 P(X ≤ min(a, b))), X ~ Binomial(a + b, ½); 1 where nothing differs
    double midP = 1; ///< p - P(X = min(a, b)), less conservative (Fagerland, Lydersen and Laake 2013); 1 where a = b
};

/// McNemar's test (1947), exact. Errors: stats.range (negative counts).
Result<McNemar> mcnemar(std::int64_t aOnly, std::int64_t bOnly);
/// The same from what each arm solved, problem by problem. Errors: stats.length, stats.empty.
Result<McNemar> mcnemar(std::span<const bool> a, std::span<const bool> b);

/// What McNemar's test can see: the smallest difference d between two arms' shares on `n` problems that it shows at
/// level `alpha`, two-sided, with chance `power`, where they disagree on the share `disagreement` of the problems:
///     n d² = (Φ⁻¹(1 - alpha/2) √disagreement + Φ⁻¹(power) √(disagreement - d²))²          (Connor 1987)
/// Nothing where not even arms that differ wherever they disagree (d = disagreement) would be told apart. For k looks
/// give alpha / k. Errors: stats.empty (n < 1), stats.range (disagreement outside (0, 1], alpha or power outside (0,
/// 1)).
Result<std::optional<double>> smallestDifference(std::int64_t n, double disagreement, double alpha = 0.05,
                                                 double power = 0.8);

/// mean(b) - mean(a) over paired values with a percentile bootstrap interval (Efron 1979): problems are drawn with
/// replacement, pairs stay together. `p` is two-sided: twice the smaller share of resamples on either side of 0, a
/// difference of exactly 0 counting half, never below 1/(resamples + 1). The same seed gives the same numbers.
/// Errors: stats.length, stats.empty, stats.range (resamples < 1, confidence, values that are not finite).
struct Bootstrap {
    Interval difference;
    double p = 1;
};
Result<Bootstrap> pairedBootstrap(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                                  std::int64_t resamples = 10000, double confidence = 0.95);

} // namespace lapidary::stats
