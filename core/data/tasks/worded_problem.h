// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/plan.h"
#include "core/data/tasks/task.h"

namespace lapidary {

/// A problem whose answer is a number that a plan computes, as it is read back from its words.
struct WordedProblem {
    WorkPlan plan{Fraction{}};
    std::vector<std::string> beside{}; ///< what is told and not needed, each without names: "age 9"
    std::string unit{};                ///< of the answer, as the problem names it; empty: none is asked for

    std::string form() const; ///< names and order are gone
};

/// Reads the words of one task; nothing where they are no problem of it.
using ReadWorded = std::optional<WordedProblem> (*)(std::string_view prompt);

/// The problem in a prompt, by whichever task knows it.
std::optional<WordedProblem> readWorded(std::string_view prompt);

/// The rule "worked": the number that a solution states (statedNumber()), in the unit that was asked for; a step is a
/// line with an equation, and is right where PlanWalk::step() is. Answers without an equation have no right step.
std::unique_ptr<Rule> makeWorkedRule();

} // namespace lapidary
