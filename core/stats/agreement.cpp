// SPDX-License-Identifier: Apache-2.0
#include "core/stats/agreement.h"
#include <map>

namespace lapidary::stats {

Result<double> cohenKappa(std::span<const std::string> a, std::span<const std::string> b) {
    if (a.size() != b.size())
        return fail({.code = "stats.length",
                     .message = "Both raters must rate the same things",
                     .field = "b",
                     .found = {"{0} ratings", b.size()},
                     .expected = {"{0} ratings", a.size()}});
    if (a.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no ratings",
                     .field = "a",
                     .found = "0 ratings",
                     .expected = "1 or more"});
    std::map<std::string_view, std::pair<double, double>> used;
    double same = 0;
    const double n = static_cast<double>(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        same += a[i] == b[i];
        ++used[a[i]].first;
        ++used[b[i]].second;
    }
    if (used.size() == 1)
        return fail({.code = "stats.undefined",
                     .message = "Both raters only ever said one thing, so that agreement by chance is certain",
                     .field = "a",
                     .found = "one value",
                     .expected = "at least two values in use"});
    double chance = 0;
    for (const auto &[value, counts] : used) chance += counts.first / n * (counts.second / n);
    return (same / n - chance) / (1 - chance);
}

Result<double> krippendorff(std::span<const std::vector<std::optional<std::string>>> ratings) {
    std::map<std::string_view, double> totals;
    double n = 0, disagreement = 0;
    const std::size_t units = ratings.empty() ? 0 : ratings.front().size();
    for (const auto &rater : ratings)
        if (rater.size() != units)
            return fail({.code = "stats.length",
                         .message = "Every rater needs an entry for every unit",
                         .field = "ratings",
                         .found = {"{0} entries", rater.size()},
                         .expected = {"{0} entries, null where one is missing", units}});
    for (std::size_t unit = 0; unit < units; ++unit) {
        std::map<std::string_view, double> counts;
        double rated = 0;
        for (const auto &rater : ratings)
            if (rater[unit]) ++counts[*rater[unit]], ++rated;
        if (rated < 2) continue;
        n += rated;
        for (const auto &[value, count] : counts) {
            totals[value] += count;
            disagreement += count * (rated - count) / (rated - 1); // Σ_{k≠c} o_ck of this unit
        }
    }
    if (n == 0)
        return fail({.code = "stats.empty",
                     .message = "No unit has two ratings",
                     .field = "ratings",
                     .expected = "units with at least two ratings"});
    if (totals.size() == 1)
        return fail({.code = "stats.undefined",
                     .message = "Only one value was ever used, so that no disagreement is possible",
                     .field = "ratings",
                     .found = "one value",
                     .expected = "at least two values in use"});
    double expected = 0;
    for (const auto &[value, count] : totals) expected += count * (n - count);
    return 1 - (n - 1) * disagreement / expected;
}

} // namespace lapidary::stats
