// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// An answer, or the beginning of one, that wants a score.
struct ToScore {
    const SearchProblem *problem;
    Candidate candidate;
    bool goesOn = false;                   ///< a beginning
    std::span<const std::int64_t> asked{}; ///< tokens before the completion's, where the writer knows tokens
};

struct NodeScore {
    std::optional<double> value{}; ///< nothing where it cannot tell: such an answer does not win
    std::int64_t tokens = 0;       ///< that a model wrote for it
    bool cancelled = false;
    std::vector<double> steps{};
};

/// What a scorer is asked besides.
struct ScoreOptions {
    std::string by{};   ///< the name of the model that is asked
    bool steps = false; ///< also for a score of each step
};

struct ScorerEntry {
    const char *name;
    const char *summary;
    /// One for each, in their order; all problems come in one call.
    Result<std::vector<NodeScore>> (*score)(std::span<const ToScore> all, const SearchContext &context,
                                            const ScoreOptions &options);
    bool oracle = false; ///< reads the reference answer: shows the ceiling of a perfect verifier
    bool needsRule = false;
    bool needsSteps = false;  ///< a rule that grades steps
    bool needsModel = false;  ///< another one, which is asked
    bool needsReward = false; ///< a reward model here, of the head `steps` asks for
    bool shares = false;      ///< its values lie in [0, 1] and say how sure it is of an answer
    bool beginnings = false;  ///< can tell beginnings of answers apart
    bool steps = false;       ///< can tell the steps of an answer apart; a score of a step lies in [0, 1]
    bool logs = false;        ///< its values are logarithms of what a vote can be weighed with
    bool tokenScores = false; ///< reads TokenScores, which a strategy must ask for
};

std::span<const ScorerEntry> scorers();
std::vector<std::string> scorerNames(bool ofBeginnings = false);
const ScorerEntry &scorerByName(const std::string &name); ///< the name was checked against scorerNames()

/// For what a scorer is wanted.
enum class Scored { Answers, Beginnings, Steps };

/// Whether answers can be compared: search.no_rule.
Status checkVotes(const SearchContext &context);

/// Whether the scorer has what it needs: search.no_rule, search.no_judge, search.no_steps, and those of checkReward().
Status checkScorer(const ScorerEntry &scorer, const SearchContext &context, const std::string &by, Scored what);

} // namespace lapidary
