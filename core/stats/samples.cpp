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

constexpr std::size_t kMostExact = 256; ///< C(256, 128) is far from the end of a double

Status checkK(std::int64_t n, std::int64_t k) {
    if (n == 0)
        return fail({.code = "stats.empty",
                     .message = "There are no samples",
                     .field = "n",
                     .found = "0",
                     .expected = "1 or more"});
    if (k < 1 || k > n)
        return fail({.code = "stats.range",
                     .message = "k samples cannot be taken from these",
                     .field = "k",
                     .found = std::to_string(k),
                     .expected = {"1 to {0}", n}});
    return {};
}

/// C(n, k) for n up to kMostExact.
const std::vector<std::vector<double>> &binomials() {
    static const auto table = [] {
        std::vector<std::vector<double>> rows(kMostExact + 1);
        for (std::size_t n = 0; n <= kMostExact; ++n) {
            rows[n].assign(n + 1, 1);
            for (std::size_t k = 1; k < n; ++k) rows[n][k] = rows[n - 1][k - 1] + rows[n - 1][k];
        }
        return rows;
    }();
    return table;
}

struct Group {
    std::size_t size = 0;
    bool right = false;
};

/// In how many of the draws of k does `groups[winner]` have exactly `c` votes and nobody more? A draw in which t others
/// have as many counts 1/(t + 1): the tie is shared. Built up group by group: ways[j][t], j votes given so far, t of
/// them groups with c.
double winningDraws(const std::vector<Group> &groups, std::size_t winner, std::size_t silent, std::size_t c,
                    std::size_t k) {
    const auto &choose = binomials();
    const std::size_t left = k - c, ties = left / c;
    std::vector<std::vector<double>> ways(left + 1, std::vector<double>(ties + 1));
    ways[0][0] = choose[groups[winner].size][c];
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (g == winner) continue;
        auto next = std::vector<std::vector<double>>(left + 1, std::vector<double>(ties + 1));
        for (std::size_t j = 0; j <= left; ++j)
            for (std::size_t t = 0; t <= ties; ++t) {
                if (ways[j][t] == 0) continue;
                for (std::size_t x = 0; x <= std::min({groups[g].size, c, left - j}); ++x)
                    if (const std::size_t tied = t + (x == c); tied <= ties)
                        next[j + x][tied] += ways[j][t] * choose[groups[g].size][x];
            }
        ways = std::move(next);
    }
    double sum = 0;
    for (std::size_t j = 0; j <= left; ++j)
        if (left - j <= silent)
            for (std::size_t t = 0; t <= ties; ++t)
                sum += ways[j][t] * choose[silent][left - j] / static_cast<double>(t + 1);
    return sum;
}

double exactMajority(std::span<const Sample> samples, std::size_t k) {
    std::map<std::string_view, Group> byAnswer;
    std::size_t silent = 0;
    for (const auto &sample : samples) {
        if (!sample.answer) {
            ++silent;
            continue;
        }
        Group &group = byAnswer[*sample.answer];
        ++group.size;
        group.right |= sample.correct;
    }
    std::vector<Group> groups;
    groups.reserve(byAnswer.size());
    for (const auto &[answer, group] : byAnswer) groups.push_back(group);
    double right = 0;
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (std::size_t c = 1; groups[g].right && c <= std::min(groups[g].size, k); ++c)
            right += winningDraws(groups, g, silent, c, k);
    return right / binomials()[samples.size()][k];
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

} // namespace

Result<double> passAtK(std::int64_t n, std::int64_t correct, std::int64_t k) {
    if (const auto ok = checkK(n, k); !ok) return unexpected(ok.error());
    if (correct < 0 || correct > n)
        return fail({.code = "stats.range",
                     .message = "The counts contradict each other",
                     .field = "correct",
                     .found = {"{0} of {1}", correct, n},
                     .expected = "0 to n"});
    if (n - correct < k) return 1.0;
    double allWrong = 1;
    for (std::int64_t i = n - correct + 1; i <= n; ++i) allWrong *= 1 - static_cast<double>(k) / static_cast<double>(i);
    return 1 - allWrong;
}

Result<double> majorityAtK(std::span<const Sample> samples, std::int64_t k, std::uint64_t seed, std::int64_t draws) {
    if (const auto ok = checkK(static_cast<std::int64_t>(samples.size()), k); !ok) return unexpected(ok.error());
    if (draws < 1 || draws > 10'000'000)
        return fail({.code = "stats.range",
                     .message = "Not a number of draws",
                     .field = "draws",
                     .found = std::to_string(draws),
                     .expected = "1 to 10000000"});
    if (samples.size() <= kMostExact) return exactMajority(samples, static_cast<std::size_t>(k));
    std::vector<std::size_t> subset(static_cast<std::size_t>(k));
    double sum = 0;
    Rng rng(seed, "stats.maj_at_k");
    std::vector<std::size_t> all(samples.size());
    std::iota(all.begin(), all.end(), 0);
    for (std::int64_t draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i < subset.size(); ++i) { // the first k of a shuffle
            std::swap(all[i], all[i + rng.below(all.size() - i)]);
            subset[i] = all[i];
        }
        sum += vote(samples, subset);
    }
    return sum / static_cast<double>(draws);
}

Result<double> bestOfK(std::span<const Sample> samples, std::int64_t k) {
    const auto n = static_cast<std::int64_t>(samples.size());
    if (const auto ok = checkK(n, k); !ok) return unexpected(ok.error());
    std::vector<const Sample *> order;
    for (const auto &sample : samples) {
        if (std::isnan(sample.score))
            return fail({.code = "stats.range", .message = "A score is not a number", .field = "scores"});
        order.push_back(&sample);
    }
    std::sort(order.begin(), order.end(), [](const Sample *a, const Sample *b) { return a->score < b->score; });
    // Samples of one score are right by their share; that the best lies among ranks ≤ i has the chance C(i, k) / C(n,
    // k).
    const auto within = [&](std::size_t i) {
        double chance = 1;
        for (std::int64_t j = 0; j < k; ++j)
            chance *= std::max(0.0, static_cast<double>(static_cast<std::int64_t>(i) - j)) / static_cast<double>(n - j);
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
