// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

/// How much is drawn for problems of one difficulty, and how one answer is made of it. What was measured of it is of
/// the problems that it was fitted on.
struct AllocationBand {
    std::int64_t agreeing = 0;       ///< of the first samples, that gave the commonest answer: how hard a problem is
    std::int64_t n = 1;              ///< samples in all, the first ones among them
    std::string decision{};          ///< "vote" or "highest" (mean log-probability)
    std::int64_t problems = 0;       ///< 0: it was seen of none, and does as its neighbour does
    double accuracy = 0, tokens = 0; ///< of a problem, in the mean
};

/// A policy of compute-optimal scaling (Snell et al. 2024, arXiv 2408.03314): the first samples tell how hard a problem
/// is, and that how many more are worth drawing.
struct Allocation {
    std::int64_t probe = 1;              ///< the first samples
    std::vector<AllocationBand> bands{}; ///< of 0, 1 … probe agreeing samples
    std::int64_t fittedProblems = 0;     ///< it was fitted on
    std::int64_t fittedTokens = 0;       ///< that were drawn for that
};

/// A row for every band, so that the policy is read, kept and passed on like other rows.
std::vector<Json> rowsOf(const Allocation &allocation);
/// Errors: allocation.bad_row, with the row and the field.
Result<Allocation> allocationFrom(const std::vector<Json> &rows);

} // namespace lapidary
