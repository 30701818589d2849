// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/task.h"
#include "core/text/answer/expression.h"

namespace lapidary {

/// Reach a target from numbers, each used at most once:
///     Use the numbers 3, 7, 25 and 4 to make 46. Each number may be used at most once, with + - * / and brackets.
///     25 - 4 = 21
///     21 + 25 = 46        (wrong: 25 is used up)
///     Answer: 7 * 3 + 25
/// Search makes such an answer, a sum checks it. The answer is evaluated exactly.
struct CountdownConfig {
    std::int64_t minNumbers = 3, maxNumbers = 3;
    std::int64_t maxNumber = 20, maxTarget = 100;
    std::int64_t minUnused = 0, maxUnused = 0; ///< numbers that the solution of the generator does without
    double multiply = 0.3;                     ///< share of products and quotients in it
    std::string language = "en";
    double errorRate = 0;
    double misses = 0; ///< share of demonstrations that come, by true sums, to another number than the target
    static const Described<CountdownConfig> &described();
};

TaskInfo countdownTask();
std::unique_ptr<Rule> makeCountdownRule();

struct CountdownProblem {
    std::vector<Fraction> numbers{}; ///< sorted
    Fraction target{};
};
std::optional<CountdownProblem> readCountdown(std::string_view prompt);

/// Whether the expression uses no number that the problem lacks, or more often, and comes to the target.
bool reaches(const CountdownProblem &problem, const Expression &expression);

} // namespace lapidary
