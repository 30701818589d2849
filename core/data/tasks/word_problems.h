// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/worded_problem.h"

namespace lapidary {

/// Word problems from templates, with sentences between them that nothing needs:
///     Tom has 12 apples. Anna has 7 pencils. Tom buys 4 boxes with 6 apples each. Tom gives 3 apples to Anna. How many
///     apples does Tom have now?
///     4 * 6 = 24
///     12 + 24 = 36
///     36 - 3 = 33
///     Answer: 33
/// The same templates read a problem back (word_templates.h), so that names and the order of the sentences are known to
/// make no other problem.
struct WordProblemsConfig {
    std::int64_t minSteps = 1, maxSteps = 2; ///< things that happen
    std::int64_t maxNumber = 20;
    double boxes = 0.25, share = 0.15; ///< shares of problems with boxes of several, and with equal bags at the end
    std::int64_t minDistractors = 0, maxDistractors = 1;
    std::string language = "en";
    double errorRate = 0;
    static const Described<WordProblemsConfig> &described();
};

TaskInfo wordProblemsTask();
std::optional<WordedProblem> readWordProblem(std::string_view prompt);

} // namespace lapidary
