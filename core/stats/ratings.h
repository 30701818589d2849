// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lapidary::stats {

/// `wins` comparisons that `winner` won against `loser`; a tie counts as half a win for each.
struct Duel {
    std::string winner, loser;
    double wins = 1;
};

struct Rating {
    std::string name;
    double strength = 0; ///< natural logarithm, mean 0 over all names
    double elo = 1500;   ///< 1500 + 400/ln 10 · strength
};

/// Bradley and Terry (1952), P(i beats j) = 1 / (1 + e^{s_j - s_i}), by the minorisation steps of Hunter (2004) until
/// the largest change is below 1e-10. Names stand in the order of their first appearance. Errors: stats.empty,
/// stats.range (negative or infinite wins, a duel with oneself), stats.undefined (the names fall into groups of which
/// one never lost to the other, so that no finite strengths fit best; Ford 1957).
Result<std::vector<Rating>> bradleyTerry(std::span<const Duel> duels);

} // namespace lapidary::stats
