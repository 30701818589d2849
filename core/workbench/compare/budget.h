// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/stored_samples.h"

namespace lapidary {

/// What at most n samples a problem would have given and cost, recomputed from the samples that an arm has stored.
struct BudgetPoint {
    std::int64_t n = 0;
    double samples = 0;                     ///< drawn a problem: n, where nothing stops before
    double tokens = 0, seconds = 0;         ///< a problem; its share of the time by the tokens that were drawn
    double accuracy = 0, low = 0, high = 0; ///< mean over problems; percentile bootstrap over problems, 95 %
};
struct BudgetCurve {
    std::string arm{}, bucket{};
    std::string rule{};  ///< majority, weighted, highest, any_right, verifier; of the usual ones, the score's name
    bool oracle = false; ///< it saw the answers: any_right is pass@n, which no method can pass that does not see them
    std::int64_t problems = 0;
    std::vector<BudgetPoint> points{}; ///< n ascending, to the number of stored samples
    std::optional<double> ceiling{};   ///< of a verifier: what endless samples come to, at least
};

/// Another rule for samples that are there already.
struct WhatIf {
    /// majority; weighted: a vote weighs 1 - weight + weight · score; highest: the best score wins; any_right: by the
    /// reference answers; verifier: one of those that a verifier of this noise accepts
    std::string choose = "majority";
    /// logprob: of the whole text (in a vote its probability); mean_logprob: a token; stored: what the arm's scorer
    /// said (in a vote its logistic, where it does not lie between 0 and 1)
    std::string score = "mean_logprob";
    double weight = 1;
    std::string stop = "never"; ///< never, lead, agreement, decided (stats/replay.h)
    double threshold = 0.95;
    std::int64_t window = 0; ///< 0: 5 for agreement, else 1
    double truePositive = 0.9, falsePositive = 0.1;
    bool usesScore() const { return choose == "weighted" || choose == "highest"; }
    bool operator==(const WhatIf &) const = default;
};

/// The curve of an arm under a rule. The expectations over which n of the samples are drawn are exact where nothing
/// stops and no vote is weighed (up to 256 samples), otherwise means over seeded random orders (stats/replay.h); all
/// are unbiased. Errors: what_if.unknown, what_if.range, what_if.no_scores, what_if.unequal_votes.
Result<BudgetCurve> whatIf(const StoredArm &arm, const WhatIf &asked);

/// The usual rules, of every arm: majority, the highest log-probability of the whole text and of a token, the highest
/// score of the arm's scorer where it has one, and any right one.
Result<std::vector<BudgetCurve>> budgetCurves(const std::vector<StoredArm> &arms);

Json toJson(const BudgetCurve &curve);
Json toJson(const WhatIf &asked);
/// One line a point, with a header.
std::string toCsv(const std::vector<BudgetCurve> &curves);
/// For a terminal, aligned.
std::string toTable(const std::vector<BudgetCurve> &curves);

} // namespace lapidary
