// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"
#include <optional>

namespace lapidary {

/// What the paired tests of a bucket can be expected to show, known before anything has run: the smallest difference of
/// two arms' shares that is shown with chance 0.8 at level 0.05, corrected for all pairs (the first step of Holm),
/// where two arms disagree on kDisagreement of the problems (stats::smallestDifference).
struct Detectable {
    std::string bucket{};
    std::int64_t problems = 0, looks = 0; ///< looks: all pairs of the plan, over all buckets
    std::optional<double> difference{};   ///< nothing: not even arms that differ wherever they disagree
};
constexpr double kDisagreement = 0.3;

/// Of every bucket that two arms or more are asked. Errors: those of reading the rows.
Result<std::vector<Detectable>> detectableOf(const Project &project, const Plan &plan);
/// "edge (400 problems): a difference of 10.9 points or more is likely shown (chance 80 %, corrected for 45 pairs,
/// where two arms disagree on 30 % of the problems)".
std::string sentence(const Detectable &each);

} // namespace lapidary
