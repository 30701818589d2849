// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// An answer, or the beginning of one, that wants a score.
struct ToScore {
    const SearchProblem *problem;
    Candidate candidate;
    bool goesOn = false; ///< a beginning
};

struct NodeScore {
    std::optional<double> value{}; ///< nothing where it cannot tell: such an answer does not win
    std::int64_t tokens = 0;       ///< that a model wrote for it
    bool cancelled = false;
};

struct ScorerEntry {
    const char *name;
    const char *summary;
    bool oracle; ///< reads the reference answer: shows the ceiling of a perfect verifier
    bool needsRule;
    bool needsModel; ///< another one, which is asked
    bool beginnings; ///< can tell beginnings of answers apart
    /// One for each, in their order; all problems come in one call. `by` is the name of the model that is asked.
    Result<std::vector<NodeScore>> (*score)(std::span<const ToScore> all, const SearchContext &context,
                                            const std::string &by);
};

std::span<const ScorerEntry> scorers();
std::vector<std::string> scorerNames(bool ofBeginnings = false);
const ScorerEntry &scorerByName(const std::string &name); ///< the name was checked against scorerNames()

/// Whether the scorer has what it needs: search.no_rule, search.no_judge, search.no_steps.
Status checkScorer(const ScorerEntry &scorer, const SearchContext &context, const std::string &by, bool ofBeginnings);

} // namespace lapidary
