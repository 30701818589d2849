// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/calibration.h"
#include "core/stats/intervals.h"
#include "core/workbench/data/held_out_scores.h"
#include <optional>

namespace lapidary {

/// Scores, or margins, of one bin; its edges are multiples of its width, so that 0 is one of them.
struct ScoreBin {
    double low = 0, high = 0; ///< (low, high]
    std::int64_t right = 0;   ///< of pairs all that are in it; of answers and steps those that are right
    std::int64_t wrong = 0;   ///< of answers and steps those that are wrong
};

/// What the scores of an evaluation come to. Of pairs, a margin is the chosen answer's score less the rejected one's,
/// and one of 0 is wrong, as in the metric "accuracy". Answers and steps are right where their label is above 0.5, and
/// are said to be where their score is above 0.
struct ScoreFigures {
    std::int64_t count = 0;         ///< pairs, answers or steps
    stats::Interval rightly{};      ///< share that is ranked right, or told right from wrong: Wilson's 95 %
    std::int64_t labelledRight = 0; ///< answers or steps
    std::vector<ScoreBin> histogram{};
    /// In ten bins. Of pairs: how sure, σ(|margin|), against how often ranked right. Of others: σ(score), the
    /// probability of "right", against the share that is right.
    stats::Calibration calibration{};
    double chance = 0;                         ///< calibration error that chance alone gives (stats::calibrationFloor)
    std::optional<double> lengthCorrelation{}; ///< Pearson's of score and tokens; nothing where one does not vary
    /// How often a right answer scores above a wrong one, draws counting half; nothing where one of the two is missing.
    std::optional<double> separation{};
    std::int64_t unequal = 0, longerPreferred = 0, longerChosen = 0; ///< pairs of two lengths
};

ScoreFigures figuresOf(const HeldOutScores &scores);

/// One pair, answer or step.
struct RankedScore {
    std::int64_t line = 0;
    std::int32_t row = 0, place = 0;
    bool right = false;          ///< what the label says; of a pair true
    double score = 0, other = 0; ///< of the chosen answer and of the rejected one, or of the answer alone
    std::int32_t tokens = 0, otherTokens = 0;
    double lead = 0; ///< the margin, or the score towards what the label says: at most 0 where the model is wrong
};

/// The worst first; equal ones in their order.
std::vector<RankedScore> worstFirst(const HeldOutScores &scores);

} // namespace lapidary
