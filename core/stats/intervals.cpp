// SPDX-License-Identifier: Apache-2.0
#include "core/stats/intervals.h"
#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace lapidary::stats {
namespace {

Status check(std::int64_t correct, std::int64_t n, double confidence) {
    if (n == 0)
        return fail({.code = "stats.empty",
                     .message = "A proportion of nothing is not defined",
                     .field = "n",
                     .found = "0",
                     .expected = "1 or more"});
    if (n < 0 || correct < 0 || correct > n)
        return fail({.code = "stats.range",
                     .message = "The counts contradict each other",
                     .field = "correct",
                     .found = {"{0} of {1}", correct, n},
                     .expected = "0 to n"});
    if (!(confidence > 0 && confidence < 1))
        return fail({.code = "stats.range",
                     .message = "The confidence is no probability",
                     .field = "confidence",
                     .found = std::to_string(confidence),
                     .expected = "above 0, below 1"});
    return {};
}

} // namespace

Result<Interval> wilson(std::int64_t correct, std::int64_t n, double confidence) {
    if (const auto ok = check(correct, n, confidence); !ok) return unexpected(ok.error());
    const double z = boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
    const double count = static_cast<double>(n), p = static_cast<double>(correct) / count, zz = z * z / count;
    const double centre = p + zz / 2, half = z * std::sqrt(p * (1 - p) / count + zz / count / 4);
    // At the ends the formula gives 0 and 1 exactly; rounding must not leave the unit interval.
    return Interval{p, correct == 0 ? 0 : std::max(0.0, (centre - half) / (1 + zz)),
                    correct == n ? 1 : std::min(1.0, (centre + half) / (1 + zz))};
}

Result<Interval> clopperPearson(std::int64_t correct, std::int64_t n, double confidence) {
    if (const auto ok = check(correct, n, confidence); !ok) return unexpected(ok.error());
    const double tail = (1 - confidence) / 2, k = static_cast<double>(correct), rest = static_cast<double>(n - correct);
    Interval out{k / static_cast<double>(n), 0, 1};
    if (correct > 0) out.low = boost::math::quantile(boost::math::beta_distribution<>(k, rest + 1), tail);
    if (correct < n) out.high = boost::math::quantile(boost::math::beta_distribution<>(k + 1, rest), 1 - tail);
    return out;
}

} // namespace lapidary::stats
