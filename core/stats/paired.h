// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/intervals.h"
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
