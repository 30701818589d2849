// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>

namespace lapidary::stats {

/// A value with the interval that holds it at the given confidence.
struct Interval {
    double value = 0, low = 0, high = 0;
};

/// Wilson's score interval of a proportion p = correct / n (Wilson 1927; Brown, Cai and DasGupta 2001):
///     (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n),  z = Φ⁻¹((1 + confidence)/2)
/// Errors: stats.empty (n = 0), stats.range (correct outside [0, n], confidence outside (0, 1)).
Result<Interval> wilson(std::int64_t correct, std::int64_t n, double confidence = 0.95);

/// The exact interval from the binomial distribution (Clopper and Pearson 1934), by quantiles of the beta distribution:
///     low = B(α/2; k, n-k+1), high = B(1-α/2; k+1, n-k); 0 and 1 where nothing or everything is right.
/// Errors as above.
Result<Interval> clopperPearson(std::int64_t correct, std::int64_t n, double confidence = 0.95);

} // namespace lapidary::stats
