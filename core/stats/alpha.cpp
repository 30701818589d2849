// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/stats/agreement.h"
#include "core/stats/range_error.h"
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace lapidary::stats {
namespace {

using Ratings = std::span<const std::vector<std::optional<double>>>;
using Counts = std::map<double, double>; ///< how often each value stands in a unit, or in all

/// The values of each unit that has at least two.
Result<std::vector<Counts>> unitsOf(Ratings ratings) {
    std::vector<Counts> out;
    const std::size_t units = ratings.empty() ? 0 : ratings.front().size();
    for (const auto &rater : ratings)
        if (rater.size() != units)
            return fail({.code = "stats.length",
                         .message = "Every rater needs an entry for every unit",
                         .field = "ratings",
                         .found = {"{0} entries", rater.size()},
                         .expected = {"{0} entries, null where one is missing", units}});
    for (std::size_t unit = 0; unit < units; ++unit) {
        Counts counts;
        double rated = 0;
        for (const auto &rater : ratings)
            if (rater[unit]) ++counts[*rater[unit]], ++rated;
        if (rated >= 2) out.push_back(std::move(counts));
    }
    if (out.empty())
        return fail({.code = "stats.empty",
                     .message = "No unit has two ratings",
                     .field = "ratings",
                     .expected = "units with at least two ratings"});
    return out;
}

double total(const Counts &counts) {
    double n = 0;
    for (const auto &[value, count] : counts) n += count;
    return n;
}

/// δ² of two values, the first below the second.
double distance(double low, double high, Scale scale, const Counts &totals) {
    if (scale == Scale::Nominal) return 1;
    if (scale == Scale::Interval) return (high - low) * (high - low);
    double between = 0;
    for (auto it = totals.find(low); it != totals.end() && it->first <= high; ++it) between += it->second;
    between -= (totals.at(low) + totals.at(high)) / 2;
    return between * between;
}

/// Σ_{c<k} n_c n_k δ²_ck
double spread(const Counts &counts, Scale scale, const Counts &totals) {
    double sum = 0;
    for (auto low = counts.begin(); low != counts.end(); ++low)
        for (auto high = std::next(low); high != counts.end(); ++high)
            sum += low->second * high->second * distance(low->first, high->first, scale, totals);
    return sum;
}

Result<double> alphaOf(const std::vector<const Counts *> &units, Scale scale) {
    Counts totals;
    for (const Counts *unit : units)
        for (const auto &[value, count] : *unit) totals[value] += count;
    if (totals.size() < 2)
        return fail({.code = "stats.undefined",
                     .message = "Only one value was ever used, so that no disagreement is possible",
                     .field = "ratings",
                     .found = "one value",
                     .expected = "at least two values in use"});
    double observed = 0;
    for (const Counts *unit : units) observed += spread(*unit, scale, totals) / (total(*unit) - 1);
    return 1 - (total(totals) - 1) * observed / spread(totals, scale, totals);
}

/// The statistic of all units, and of as many drawn with replacement.
Result<Interval> bootstrapped(std::size_t n, const Resampling &how, const char *stream,
                              const std::function<Result<double>(const std::vector<std::size_t> &)> &statistic) {
    if (!(how.confidence > 0 && how.confidence < 1))
        return outOfRange("confidence", std::to_string(how.confidence), "more than 0, less than 1");
    if (how.resamples < 1) return outOfRange("resamples", std::to_string(how.resamples), "1 or more");
    std::vector<std::size_t> drawn(n);
    for (std::size_t i = 0; i < n; ++i) drawn[i] = i;
    const auto value = statistic(drawn);
    if (!value) return unexpected(value.error());
    Rng rng(how.seed, stream);
    std::vector<double> all;
    for (int i = 0; i < how.resamples; ++i) {
        for (auto &each : drawn) each = rng.below(n);
        if (const auto again = statistic(drawn)) all.push_back(*again);
    }
    if (all.empty()) return Interval{*value, *value, *value};
    std::sort(all.begin(), all.end());
    const auto quantile = [&](double p) {
        return all[static_cast<std::size_t>(std::lround(p * static_cast<double>(all.size() - 1)))];
    };
    const double tail = (1 - how.confidence) / 2;
    return Interval{*value, quantile(tail), quantile(1 - tail)};
}

} // namespace

Result<double> krippendorff(Ratings ratings, Scale scale) {
    const auto units = unitsOf(ratings);
    if (!units) return unexpected(units.error());
    std::vector<const Counts *> all;
    for (const auto &unit : *units) all.push_back(&unit);
    return alphaOf(all, scale);
}

Result<Interval> krippendorffInterval(Ratings ratings, Scale scale, const Resampling &how) {
    const auto units = unitsOf(ratings);
    if (!units) return unexpected(units.error());
    return bootstrapped(units->size(), how, "stats/krippendorff", [&](const std::vector<std::size_t> &drawn) {
        std::vector<const Counts *> chosen;
        for (const std::size_t i : drawn) chosen.push_back(&(*units)[i]);
        return alphaOf(chosen, scale);
    });
}

Result<Interval> cohenKappaInterval(std::span<const std::string> a, std::span<const std::string> b,
                                    const Resampling &how) {
    if (a.size() != b.size() || a.empty()) return unexpected(cohenKappa(a, b).error());
    return bootstrapped(a.size(), how, "stats/kappa", [&](const std::vector<std::size_t> &drawn) {
        std::vector<std::string> x, y;
        for (const std::size_t i : drawn) {
            x.push_back(a[i]);
            y.push_back(b[i]);
        }
        return cohenKappa(x, y);
    });
}

} // namespace lapidary::stats
