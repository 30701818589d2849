// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: N scores of a pass.
namespace lapidary {

/// What a model that scores said in one pass over held-out rows. [N] each
struct PassScores {
    at::Tensor row_N{};    ///< place of the row in the batch
    at::Tensor score_N{};  ///< before any sigmoid
    at::Tensor label_N{};  ///< 1 right or chosen, 0 wrong or rejected, or in between
    at::Tensor tokens_N{}; ///< from the beginning of the prompt to where the score was read
};

/// LossResult::tensors: the scores of a pass, put there where TrainContext::measures. The name tells what they are of:
/// two a row, of which the first was chosen; one a row; or one a labelled step.
inline constexpr const char *kScoredPairs = "scored_pairs", *kScoredAnswers = "scored_answers",
                            *kScoredSteps = "scored_steps";
at::Tensor scoresTensor(const PassScores &scores);

/// The first rows of an evaluation with their scores, in the order of the data.
class ToldScores {
public:
    static constexpr std::size_t kMostRows = 256, kMostScores = 4096;

    /// Of a batch that knows its lines (kLines). Nothing where the pass told no scores.
    void add(const MicroBatch &batch, const LossResult &result);
    /// The body of a "batch" event without its step (core/job/event.h): {"why": "eval", "kind", "of", "rows"}. Null
    /// where nothing was scored.
    Json told() const;

private:
    std::string kind_{};
    std::int64_t total_ = 0;
    std::size_t scores_ = 0;
    Json rows_ = Json::array();
};

} // namespace lapidary
