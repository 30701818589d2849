// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// Rows that a run is measured on and does not learn from: those of the port "eval", or a share of those of "train".
class HeldOut {
public:
    /// Null where there are none. To be called before the algorithm prepares: of rows that are cut in two, split/ of
    /// the run folder holds both parts, and `context` then names the one to learn from. Errors: train.no_held_out (they
    /// are asked for), train.cannot_split (one prompt only), train.contaminated: a prompt stands on both sides.
    static Result<std::unique_ptr<HeldOut>> open(const AlgorithmInfo &algorithm, const TrainOptions &options,
                                                 TrainContext &context);

    /// What the algorithm says of them, as "eval_loss" and so on. Means over batches as transformers has them: the loss
    /// by rows, other metrics by batches. Nothing is drawn, no weight moves. kCancelled where the run is stopped.
    Result<Metrics> measure();
    /// What the last measure() told of the scores of a model that gives some (ToldScores::told); else null.
    const Json &scores() const { return scores_; }

private:
    HeldOut(std::unique_ptr<Algorithm> algorithm, TrainContext context)
        : algorithm_(std::move(algorithm)), context_(std::move(context)) {}
    std::unique_ptr<Algorithm> algorithm_; ///< a second one, whose rows these are
    TrainContext context_;
    Json scores_{};
};

} // namespace lapidary
