// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// What every strategy that draws whole completions shares.
struct CandidateConfig {
    SamplingConfig sampling{};
    std::int64_t n = 8;
    std::string completionPrefix{};
};
const Described<CandidateConfig> &describedCandidates();

/// Draws n candidates of every problem in large batches, with answers (where there is a rule), expand events and
/// token counts as if the first candidate were chosen.
Result<std::vector<SearchOutcome>> drawCandidates(const std::vector<SearchProblem> &problems,
                                                  const SearchContext &context, const CandidateConfig &config);

/// Records the choice and moves the tokens of the others to "rejected". A candidate that cannot win (it was cut,
/// cancelled or says nothing) is an answer to nothing: its fault becomes the reason.
void choose(SearchOutcome &outcome, std::size_t candidate, std::string reason, const SearchProblem &problem,
            const SearchContext &context);

/// The choice where no candidate could win: the first stands for all of them, unanswered.
void chooseNone(SearchOutcome &outcome, std::string reason, const SearchProblem &problem, const SearchContext &context);

} // namespace lapidary
