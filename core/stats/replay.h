// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lapidary::stats {

/// One stored sample of a problem, as a replay of its draws sees it.
struct ReplaySample {
    std::int64_t answer = -1; ///< equal numbers are equal answers; below 0: it does not vote
    bool correct = false;
    double weight = 1;                                       ///< of its vote
    double score = -std::numeric_limits<double>::infinity(); ///< by which the highest is taken
    double tokens = 0;
};

/// How a replay chooses, and when it stops drawing.
struct ReplayRule {
    bool highest = false; ///< the highest score wins; otherwise the votes
    /// lead: the first answer is ahead of the second (Aggarwal et al. 2023); agreement: the last window is of one
    /// answer, which is taken (Li et al. 2024); decided: the samples that are missing cannot change the vote.
    enum class Stop { Never, Lead, Agreement, Decided } stop = Stop::Never;
    double threshold = 0.95; ///< of stats::chanceOfLead
    std::int64_t window = 1; ///< samples that are drawn before the rule is asked
    std::uint64_t seed = 0;
    std::int64_t orders = 240; ///< random orders that are replayed; where there are no more of them, all
};

/// What a replay gave on average over the orders.
struct Replayed {
    double right = 0;   ///< the chance of a right answer; ties are shared
    double samples = 0; ///< that were drawn
    double tokens = 0;
};

/// What drawing the samples one after the other, at most `most` of them, would have given: the mean over orders, each
/// order being as likely as any other, so that it is unbiased; exact for up to 5 samples. One for each of `most`, in
/// its order. Nothing in the vote, or nothing with a score, is wrong. Errors: stats.empty, stats.range (`most` outside
/// 1 to the samples, window < 1, orders < 1, a number that is not one).
Result<std::vector<Replayed>> replay(std::span<const ReplaySample> samples, std::span<const std::int64_t> most,
                                     const ReplayRule &rule);

/// Of r right and k - r wrong answers, for r = 0 … k: how often a verifier chooses a right one that accepts right ones
/// with chance `truePositive` and wrong ones with `falsePositive`; one of the accepted is taken, where there is none
/// any. Exact: r t E[1/(1 + X)] + (1-t)^r (1-f)^(k-r) r/k, X the other accepted ones. Errors: stats.range.
Result<std::vector<double>> verifiedChoices(std::int64_t k, double truePositive, double falsePositive);
/// How often that verifier is right on k of n samples with c right ones, drawn without replacement: an unbiased
/// estimate of verifiedBestOfN(), with a perfect verifier passAtK(). `choices` are verifiedChoices() of k. Errors:
/// stats.range.
Result<double> verifiedAtK(std::int64_t n, std::int64_t correct, std::span<const double> choices);
/// What that verifier comes to on average over problems, however many samples are drawn: verifiedCeiling() over the
/// Beta distribution of how often a problem's samples are right, fitted by its moments to the right ones of n samples
/// of each, without bias: E p = mean c/n, E p² = mean c(c-1)/(n(n-1)). The shares c/n themselves spread wider than
/// what they estimate and give a ceiling that the curve then passes. Errors: stats.empty, stats.range (n < 2, …).
Result<double> verifiedCeilingOver(std::span<const std::int64_t> correct, std::int64_t n, double truePositive,
                                   double falsePositive);

} // namespace lapidary::stats
