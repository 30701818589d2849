// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/held_out.h"
#include "core/engine/train/train_loop.h"

namespace lapidary {

/// When held-out rows are measured while a run learns, which model was best on them, and when it is time to stop: as
/// transformers' Trainer and EarlyStoppingCallback have it. Without such rows nothing happens.
class Evaluations {
public:
    /// As HeldOut::open. train.unknown_metric: none of this name tells which way is better.
    static Result<Evaluations> open(const AlgorithmInfo &algorithm, const TrainOptions &options, TrainContext &context);

    /// After each step, and where a run goes on: what the rows say where it is time, else nothing. Keeps the weights
    /// where no others were better. kCancelled: stopped on the way; the next time it begins anew.
    Result<Metrics> after(const TrainLoop &loop);
    bool enough() const; ///< the last evaluations brought nothing better

    /// At the end: the best weights, where they are asked for. They stay in best/ of the run folder.
    Status takeBest(TrainLoop &loop);

    Json state() const; ///< empty where no rows are held out
    void restore(const Json &state);

private:
    bool due(const TrainLoop &loop) const;
    Status keep(const TrainLoop &loop) const;
    void tellScores() const; ///< row by row, of a model that gives scores
    bool better(double value) const;
    bool hasBest() const { return bestStep_ > 0; }

    std::unique_ptr<HeldOut> rows_{};
    EvaluationOptions options_{};
    std::string metric_{}; ///< with "eval_"
    bool higher_ = false;  ///< is better
    JobContext *job_ = nullptr;
    fs::path folder_{};
    double best_ = 0, epoch_ = 0;                              ///< of the last evaluation
    std::int64_t measuredAt_ = 0, bestStep_ = 0, without_ = 0; ///< measuredAt_: the step
};

} // namespace lapidary
