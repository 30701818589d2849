// SPDX-License-Identifier: Apache-2.0
#include "core/stats/multiple.h"
#include <algorithm>
#include <numeric>

namespace lapidary::stats {

Result<std::vector<double>> holm(std::span<const double> p) {
    if (p.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no p-values to correct",
                     .field = "p",
                     .found = "0 values",
                     .expected = "1 or more"});
    for (const double value : p)
        if (!(value >= 0 && value <= 1))
            return fail({.code = "stats.range",
                         .message = "A p-value is a probability",
                         .field = "p",
                         .found = std::to_string(value),
                         .expected = "0 to 1"});
    std::vector<std::size_t> ascending(p.size());
    std::iota(ascending.begin(), ascending.end(), std::size_t{0});
    std::stable_sort(ascending.begin(), ascending.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> out(p.size());
    double largest = 0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        largest = std::max(largest, std::min(1.0, static_cast<double>(p.size() - i) * p[ascending[i]]));
        out[ascending[i]] = largest;
    }
    return out;
}

} // namespace lapidary::stats
