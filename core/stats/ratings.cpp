// SPDX-License-Identifier: Apache-2.0
#include "core/stats/ratings.h"
#include <cmath>
#include <map>

namespace lapidary::stats {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// How many names can be reached from the first one along wins (or, reversed, along losses).
std::size_t reachable(const Matrix &wins, bool reversed) {
    std::vector<bool> seen(wins.size());
    std::vector<std::size_t> waiting{0};
    seen[0] = true;
    std::size_t count = 1;
    while (!waiting.empty()) {
        const std::size_t at = waiting.back();
        waiting.pop_back();
        for (std::size_t next = 0; next < wins.size(); ++next) {
            if (seen[next] || (reversed ? wins[next][at] : wins[at][next]) == 0) continue;
            seen[next] = true;
            waiting.push_back(next);
            ++count;
        }
    }
    return count;
}

/// One step of Hunter's MM algorithm; the largest change of a log-strength.
double step(const Matrix &wins, std::vector<double> &strength) {
    const std::size_t n = strength.size();
    std::vector<double> next(n);
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double won = 0, weight = 0;
        for (std::size_t j = 0; j < n; ++j) {
            won += wins[i][j];
            const double games = wins[i][j] + wins[j][i];
            if (games > 0) weight += games / (std::exp(strength[i]) + std::exp(strength[j]));
        }
        next[i] = std::log(won / weight);
        mean += next[i] / static_cast<double>(n);
    }
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
        next[i] -= mean;
        change = std::max(change, std::abs(next[i] - strength[i]));
    }
    strength = std::move(next);
    return change;
}

} // namespace

Result<std::vector<Rating>> bradleyTerry(std::span<const Duel> duels) {
    std::vector<Rating> ratings;
    std::map<std::string, std::size_t> index;
    const auto indexOf = [&](const std::string &name) {
        const auto [it, fresh] = index.try_emplace(name, ratings.size());
        if (fresh) ratings.push_back({.name = name});
        return it->second;
    };
    if (duels.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no comparisons",
                     .field = "duels",
                     .found = "none",
                     .expected = "1 or more"});
    for (const auto &duel : duels) {
        if (!std::isfinite(duel.wins) || duel.wins < 0 || duel.winner == duel.loser)
            return fail({.code = "stats.range",
                         .message = "Not a comparison of two",
                         .field = "duels",
                         .found = {"{0} against {1}, {2}", duel.winner, duel.loser, duel.wins},
                         .expected = "two names and a count of wins"});
        indexOf(duel.winner);
        indexOf(duel.loser);
    }
    if (ratings.size() > 2000)
        return fail({.code = "stats.range",
                     .message = "Too many names",
                     .field = "duels",
                     .found = std::to_string(ratings.size()),
                     .expected = "at most 2000"});
    Matrix wins(ratings.size(), std::vector<double>(ratings.size()));
    for (const auto &duel : duels) wins[indexOf(duel.winner)][indexOf(duel.loser)] += duel.wins;
    if (reachable(wins, false) != ratings.size() || reachable(wins, true) != ratings.size())
        return fail({.code = "stats.undefined",
                     .message = "Some never lost to, or never met, the others, so that no finite strengths fit best",
                     .field = "duels",
                     .expected = "a way by wins from everyone to everyone",
                     .remedy = "Add comparisons, or half a win both ways as a prior."});
    std::vector<double> strength(ratings.size());
    for (int round = 0; round < 100'000 && step(wins, strength) > 1e-10; ++round) {
    }
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        ratings[i].strength = strength[i];
        ratings[i].elo = 1500 + 400 / std::log(10.0) * strength[i];
    }
    return ratings;
}

} // namespace lapidary::stats
