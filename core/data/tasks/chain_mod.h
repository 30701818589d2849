// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/task.h"

namespace lapidary {

/// Chains of definitions modulo 10, the default task: every step has an exact label.
///     prompt      k=1+8;m=e*k;e=k+8;?m:
///     direct      A3
///     chain       Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3
/// The chain first traces back from the query, one definition a hop (the first operand is always the definition to go
/// to next), and then evaluates forward. T begins a thought, A an answer.
struct ChainModConfig {
    std::int64_t minLength = 3, maxLength = 5;           ///< definitions that the query needs
    std::int64_t minDistractors = 0, maxDistractors = 1; ///< they make a second chain, which the query does not need
    double twoVariables = 0.3; ///< share of definitions whose second operand is a variable too
    double listed = 0;         ///< share of problems whose definitions stand in order, not shuffled
    double direct = 0;         ///< share of demonstrations that answer at once
    double errorRate = 0;      ///< chance that a demonstrated value is wrong and carried on, as in noisy corpora
    static const Described<ChainModConfig> &described();
};

TaskInfo chainModTask();
std::unique_ptr<Rule> makeChainModRule();

/// The symbols of prompts and completions, in the order of the starter model's vocabulary.
std::vector<std::string> chainModSymbols();
/// A name and its equals sign, "k=", make one token: what defines a variable looks different from what uses it, and a
/// hop finds a definition by matching one token.
std::vector<std::pair<std::string, std::string>> chainModPairs();

} // namespace lapidary
