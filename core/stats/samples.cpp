// SPDX-License-Identifier: Apache-2.0
#include "core/stats/samples.h"
#include "core/base/rng.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

namespace lapidary::stats {
namespace {

constexpr double kMostSubsets = 100'000;

Status checkK(std::int64_t n, std::int64_t k) {
    if (n == 0) return fail({.code = "stats.empty", .message = "There are no samples", .field = "n", .found = "0", .expected = "1 or more"});
    if (k < 1 || k > n)
        return fail({.code = "stats.range", .message = "k samples cannot be taken from these", .field = "k", .found = std::to_string(k), .expected = "1 to " + std::to_string(n)});
    return {};
}

/// C(n, k) as a double; infinite where it does not fit.
double choose(std::int64_t n, std::int64_t k) {
    double out = 1;
    for (std::int64_t i = 1; i <= k && std::isfinite(out); ++i) out = out * static_cast<double>(n - k + i) / static_cast<double>(i);
    return out;
}

/// The chance that the vote over these samples is right: 1 or 0, or the right share of those that tie.
double vote(std::span<const Sample> samples, std::span<const std::size_t> chosen) {
    std::map<std::string_view, std::pair<std::int64_t, bool>> votes; // answer → count, right
    std::int64_t most = 0;
    for (const auto i : chosen) {
        if (!samples[i].answer) continue;
        auto &[count, right] = votes[*samples[i].answer];
        right = samples[i].correct;
        most = std::max(most, ++count);
    }
    double winners = 0, right = 0;
    for (const auto &[answer, tally] : votes) {
        if (tally.first != most) continue;
        ++winners;
        right += tally.second;
    }
    return winners > 0 ? right / winners : 0;
}

/// The next subset in lexicographic order, or false after the last one.
bool nextSubset(std::vector<std::size_t> &subset, std::size_t n) {
    const std::size_t k = subset.size();
    for (std::size_t i = k; i-- > 0;) {
        if (subset[i] == n - k + i) continue;
        ++subset[i];
        std::iota(subset.begin() + static_cast<std::ptrdiff_t>(i) + 1, subset.end(), subset[i] + 1);
        return true;
    }
    return false;
}

} // namespace

Result<double> passAtK(std::int64_t n, std::int64_t correct, std::int64_t k) {
    if (const auto ok = checkK(n, k); !ok) return unexpected(ok.error());
    if (correct < 0 || correct > n)
        return fail({.code = "stats.range", .message = "The counts contradict each other", .field = "correct", .found = std::to_string(correct) + " of " + std::to_string(n), .expected = "0 to n"});
    if (n - correct < k) return 1.0;
    double allWrong = 1;
    for (std::int64_t i = n - correct + 1; i <= n; ++i) allWrong *= 1 - static_cast<double>(k) / static_cast<double>(i);
    return 1 - allWrong;
}

Result<double> majorityAtK(std::span<const Sample> samples, std::int64_t k, std::uint64_t seed, std::int64_t draws) {
    if (const auto ok = checkK(static_cast<std::int64_t>(samples.size()), k); !ok) return unexpected(ok.error());
    if (draws < 1 || draws > 10'000'000)
        return fail({.code = "stats.range", .message = "Not a number of draws", .field = "draws", .found = std::to_string(draws), .expected = "1 to 10000000"});
    std::vector<std::size_t> subset(static_cast<std::size_t>(k));
    std::iota(subset.begin(), subset.end(), 0);
    double sum = 0, count = 0;
    if (choose(static_cast<std::int64_t>(samples.size()), k) <= kMostSubsets) {
        do sum += vote(samples, subset), ++count;
        while (nextSubset(subset, samples.size()));
        return sum / count;
    }
    Rng rng(seed, "stats.maj_at_k");
    std::vector<std::size_t> all(samples.size());
    std::iota(all.begin(), all.end(), 0);
    for (; count < static_cast<double>(draws); ++count) {
        for (std::size_t i = 0; i < subset.size(); ++i) { // the first k of a shuffle
            std::swap(all[i], all[i + rng.below(all.size() - i)]);
            subset[i] = all[i];
        }
        sum += vote(samples, subset);
    }
    return sum / count;
}

Result<double> bestOfK(std::span<const Sample> samples, std::int64_t k) {
    const auto n = static_cast<std::int64_t>(samples.size());
    if (const auto ok = checkK(n, k); !ok) return unexpected(ok.error());
    std::vector<const Sample *> order;
    for (const auto &sample : samples) {
        if (std::isnan(sample.score)) return fail({.code = "stats.range", .message = "A score is not a number", .field = "scores"});
        order.push_back(&sample);
    }
    std::sort(order.begin(), order.end(), [](const Sample *a, const Sample *b) { return a->score < b->score; });
    // Samples of one score are right by their share; that the best lies among ranks ≤ i has the chance C(i, k) / C(n, k).
    const auto within = [&](std::size_t i) {
        double chance = 1;
        for (std::int64_t j = 0; j < k; ++j) chance *= std::max(0.0, static_cast<double>(static_cast<std::int64_t>(i) - j)) / static_cast<double>(n - j);
        return chance;
    };
    double out = 0;
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        double right = 0;
        for (; end < order.size() && order[end]->score == order[begin]->score; ++end) right += order[end]->correct;
        out += (within(end) - within(begin)) * right / static_cast<double>(end - begin);
        begin = end;
    }
    return out;
}

} // namespace lapidary::stats
