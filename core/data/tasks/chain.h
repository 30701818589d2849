// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/worded_problem.h"

namespace lapidary {

/// Chains of operations in words, with numbers beside them that nothing is done with:
///     Start with 7. Add 5. A friend says 9. Multiply by 3. What number do you get?
///     7 + 5 = 12
///     12 * 3 = 36
///     Answer: 36
struct ChainConfig {
    std::int64_t minSteps = 2, maxSteps = 3;
    std::int64_t maxNumber = 20; ///< of what is added or taken off
    std::int64_t largestResult = 999;
    double multiply = 0.3, divide = 0.1; ///< shares of the steps, where the numbers allow it
    std::int64_t minDistractors = 0, maxDistractors = 0;
    std::string language = "en";
    double errorRate = 0;
    static const Described<ChainConfig> &described();
};

TaskInfo chainTask();
std::optional<WordedProblem> readChain(std::string_view prompt);

} // namespace lapidary
