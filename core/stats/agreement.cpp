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

/// Words are values like any others, of which only equality counts.
Result<double> krippendorff(std::span<const std::vector<std::optional<std::string>>> ratings) {
    std::map<std::string_view, double> names;
    std::vector<std::vector<std::optional<double>>> numbered;
    for (const auto &rater : ratings) {
        auto &row = numbered.emplace_back();
        for (const auto &word : rater)
            row.push_back(word ? std::optional(names.try_emplace(*word, names.size()).first->second) : std::nullopt);
    }
    return krippendorff(numbered, Scale::Nominal);
}

} // namespace lapidary::stats
