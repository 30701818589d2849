// SPDX-License-Identifier: Apache-2.0
#include "core/stats/paired.h"
#include "core/base/rng.h"
#include "core/stats/range_error.h"
#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <vector>

namespace lapidary::stats {
namespace {

Status checkLengths(std::size_t a, std::size_t b) {
    if (a != b)
        return fail({.code = "stats.length",
                     .message = "The two arms must answer the same problems",
                     .field = "b",
                     .found = {"{0} values", b},
                     .expected = {"{0} values", a}});
    if (a == 0)
        return fail({.code = "stats.empty",
                     .message = "There are no problems to compare",
                     .field = "a",
                     .found = "0 values",
                     .expected = "1 or more"});
    return {};
}

double quantile(const std::vector<double> &sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

Result<McNemar> mcnemar(std::int64_t aOnly, std::int64_t bOnly) {
    if (aOnly < 0 || bOnly < 0)
        return fail({.code = "stats.range",
                     .message = "A count cannot be negative",
                     .field = aOnly < 0 ? "a_only" : "b_only",
                     .found = std::to_string(std::min(aOnly, bOnly)),
                     .expected = "0 or more"});
    McNemar out{.aOnly = aOnly, .bOnly = bOnly};
    if (aOnly == bOnly) return out; // nothing, or no side, speaks for a difference
    const boost::math::binomial_distribution<> coin(static_cast<double>(aOnly + bOnly), 0.5);
    const double fewer = static_cast<double>(std::min(aOnly, bOnly));
    out.p = std::min(1.0, 2 * boost::math::cdf(coin, fewer));
    out.midP = std::min(1.0, 2 * boost::math::cdf(coin, fewer) - boost::math::pdf(coin, fewer));
    return out;
}

Result<McNemar> mcnemar(std::span<const bool> a, std::span<const bool> b) {
    if (const auto ok = checkLengths(a.size(), b.size()); !ok) return unexpected(ok.error());
    std::int64_t aOnly = 0, bOnly = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aOnly += a[i] && !b[i];
        bOnly += b[i] && !a[i];
    }
    return mcnemar(aOnly, bOnly);
}

Result<std::optional<double>> smallestDifference(std::int64_t n, double disagreement, double alpha, double power) {
    if (n < 1)
        return fail({.code = "stats.empty",
                     .message = "There are no problems to compare",
                     .field = "n",
                     .found = std::to_string(n),
                     .expected = "1 or more"});
    if (!(disagreement > 0 && disagreement <= 1))
        return outOfRange("disagreement", std::to_string(disagreement), "a share above 0, at most 1");
    for (const auto &[name, share] : {std::pair("alpha", alpha), std::pair("power", power)})
        if (!(share > 0 && share < 1)) return outOfRange(name, std::to_string(share), "a share between 0 and 1");
    const boost::math::normal standard;
    const double level = boost::math::quantile(standard, 1 - alpha / 2), sure = boost::math::quantile(standard, power);
    const auto isSeen = [&](double d) {
        const double need = level * std::sqrt(disagreement) + sure * std::sqrt(disagreement - d * d);
        return std::sqrt(static_cast<double>(n)) * d >= need;
    };
    double low = 0, high = disagreement;
    if (!isSeen(high)) return std::optional<double>();
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (isSeen(middle) ? high : low) = middle;
    }
    return std::optional(high);
}

Result<Bootstrap> pairedBootstrap(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                                  std::int64_t resamples, double confidence) {
    if (const auto ok = checkLengths(a.size(), b.size()); !ok) return unexpected(ok.error());
    if (resamples < 1 || resamples > 10'000'000)
        return fail({.code = "stats.range",
                     .message = "Not a number of resamples",
                     .field = "resamples",
                     .found = std::to_string(resamples),
                     .expected = "1 to 10000000"});
    if (!(confidence > 0 && confidence < 1))
        return fail({.code = "stats.range",
                     .message = "The confidence is no probability",
                     .field = "confidence",
                     .found = std::to_string(confidence),
                     .expected = "above 0, below 1"});
    std::vector<double> differences(a.size());
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        differences[i] = b[i] - a[i];
        sum += differences[i];
    }
    if (!std::isfinite(sum))
        return fail(
            {.code = "stats.range", .message = "A value is not finite", .field = "a", .expected = "finite numbers"});
    Rng rng(seed, "stats.paired_bootstrap");
    const double count = static_cast<double>(a.size()), drawn = static_cast<double>(resamples);
    std::vector<double> means(static_cast<std::size_t>(resamples));
    double below = 0, above = 0;
    for (auto &mean : means) {
        double total = 0;
        for (std::size_t i = 0; i < a.size(); ++i) total += rng.pick(differences);
        mean = total / count;
        below += mean < 0 ? 1 : mean == 0 ? 0.5 : 0;
        above += mean > 0 ? 1 : mean == 0 ? 0.5 : 0;
    }
    std::sort(means.begin(), means.end());
    const double tail = (1 - confidence) / 2;
    return Bootstrap{{sum / count, quantile(means, tail), quantile(means, 1 - tail)},
                     std::clamp(2 * std::min(below, above) / drawn, 1 / (drawn + 1), 1.0)};
}

} // namespace lapidary::stats
