// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// An arm that took samples which another arm of the same model had drawn by the same settings and random numbers: what
/// the two say of a problem is no second throw of the dice.
struct DrawnBefore {
    std::string arm{};
    std::int64_t problems = 0, of = 0; ///< whose samples it took; all that it asked
};
/// Of the finished arms, by their logs.
Result<std::vector<DrawnBefore>> drawnBefore(const Project &project, const Plan &plan);
std::string sentence(const DrawnBefore &arm);

} // namespace lapidary
