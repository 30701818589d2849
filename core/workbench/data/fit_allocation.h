// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/allocation.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

struct AllocationConfig {
    std::int64_t probe = 4; ///< samples that tell how hard a problem is
    std::int64_t equal = 8; ///< samples of every problem, whose tokens the policy may spend in the mean
    std::int64_t most = 32; ///< samples of a problem
    static const Described<AllocationConfig> &described();
};

/// A sample that was stored, as far as it matters here.
struct FitSample {
    std::optional<std::string> answer{}; ///< of one that is whole and has an answer: it may vote
    bool whole = true, right = false;
    std::int64_t tokens = 0;
    double meanLogprob = 0;
};

struct FittedAllocation {
    Allocation allocation{};
    double accuracy = 0, tokens = 0;           ///< of a problem, by the policy, on the problems that it was fitted on
    double equalAccuracy = 0, equalTokens = 0; ///< and by the vote of `equal` samples of every problem
};

/// For each number of agreeing samples among the first `probe` of a problem, how many samples and which decision answer
/// most problems right, where all problems together may take as many tokens as `equal` samples of each do. Exactly: of
/// all choices for all bands the best one, of equals the cheapest. Samples behind the first ones count in every order
/// of their circle, so that little hangs on which came early. Errors: allocation.too_few, allocation.budget.
Result<FittedAllocation> fitAllocation(const std::vector<std::vector<FitSample>> &problems,
                                       const AllocationConfig &config);

/// The graded samples of a file; problems that cannot be graded are left out. Errors: json.*, answer.bad_field,
/// allocation.too_few.
Result<std::vector<std::vector<FitSample>>> samplesToFit(const fs::path &samples, const RowWork &work = {});

} // namespace lapidary
