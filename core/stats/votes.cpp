// SPDX-License-Identifier: Apache-2.0
#include "core/stats/votes.h"
#include "core/stats/range_error.h"
#include <cmath>

namespace lapidary::stats {

namespace {

constexpr std::int64_t kMostVotes = 1000000;

} // namespace

Result<double> chanceOfLead(std::int64_t most, std::int64_t next) {
    if (most < 0 || most > kMostVotes) return outOfRange("most", std::to_string(most), "0 to 1000000");
    if (next < 0 || next > kMostVotes) return outOfRange("next", std::to_string(next), "0 to 1000000");
    const std::int64_t n = most + next + 1;
    const double half = static_cast<double>(n) * std::log(2.0);
    double sum = 0;
    if (n < 1000) { // 2^-n is a number yet
        double term = std::exp2(-static_cast<double>(n));
        for (std::int64_t j = 0; j <= most; ++j) {
            sum += term;
            term *= static_cast<double>(n - j) / static_cast<double>(j + 1);
        }
        return sum;
    }
    for (std::int64_t j = 0; j <= most; ++j)
        sum += std::exp(std::lgamma(static_cast<double>(n + 1)) - std::lgamma(static_cast<double>(j + 1)) -
                        std::lgamma(static_cast<double>(n - j + 1)) - half);
    return sum;
}

} // namespace lapidary::stats
