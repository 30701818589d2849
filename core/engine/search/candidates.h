// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// What every strategy that draws whole completions shares.
struct CandidateConfig {
    SamplingConfig sampling{};
    std::int64_t n = 8;
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;
    bool calculator = false; ///< is no setting of these: strategies have it among the SharedSettings

    Drawing drawing() const;
};
const Described<CandidateConfig> &describedCandidates();

/// The same words wherever a strategy has these settings.
inline constexpr const char *kPrefixEffect = "text that every completion is made to begin with";
inline constexpr const char *kBudgetEffect = "most tokens that are written for a problem; 0 sets no limit";

/// n samples of every problem and no choice: all are kept. `scorer`: who scores them, by name; empty: nobody.
Result<std::vector<SearchOutcome>> drawSamples(const std::vector<SearchProblem> &problems, const SearchContext &context,
                                               const CandidateConfig &config, const std::string &scorer = {});

/// n whole completions of the problem.
Expand wholeCompletions(const Drawing &drawing, std::int64_t n);

} // namespace lapidary
