// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/worded_problem.h"

namespace lapidary {

/// Questions of units:
///     How many minutes are 3 hours and 20 minutes?
///     3 * 60 = 180
///     180 + 20 = 200
///     Answer: 200
struct UnitsConfig {
    std::int64_t minSteps = 1, maxSteps = 2; ///< units from one to the other
    std::int64_t maxNumber = 30;
    double compound = 0.3; ///< share of questions with a rest in the unit that is asked for
    double upwards = 0.3;  ///< share of questions for a larger unit
    std::string language = "en";
    double errorRate = 0;
    static const Described<UnitsConfig> &described();
};

TaskInfo unitsTask();
std::optional<WordedProblem> readUnits(std::string_view prompt);

/// A text in which numbers in a known unit other than `unit` (as WordedProblem has it) are no answers any more.
std::string withoutOtherUnits(std::string_view text, std::string_view unit);

} // namespace lapidary
