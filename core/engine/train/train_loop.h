// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/checkpoint.h"
#include "core/engine/train/gradient_accumulator.h"
#include "core/engine/train/optimizer.h"
#include "core/engine/train/passes.h"
#include "core/engine/train/regularizers/regularizer.h"
#include "core/engine/train/row_losses.h"

namespace lapidary {

struct StepReport {
    std::int64_t step = 0;         ///< 1-based
    Metrics metrics{};             ///< without those of the clock
    std::vector<RowLosses> rows{}; ///< of an algorithm that tells the rows of a step by their own losses
};

/// What the loop is made of, besides an algorithm and its networks.
struct LoopParts {
    std::unique_ptr<GradientAccumulator> (*accumulator)() = plainAccumulator; ///< one for each trained network
};

/// The one training loop: what a step of any algorithm does to its networks. Whoever owns it tells of its progress,
/// pauses it and keeps its state.
class TrainLoop {
public:
    /// Prepares the algorithm, whose networks are open, and makes an optimiser for each that is trained.
    static Result<TrainLoop> open(Algorithm &algorithm, TrainContext &context, const LoopParts &parts = {});

    std::int64_t done() const { return done_; } ///< steps
    std::int64_t total() const { return passes_.total(); }
    std::int64_t tokens() const { return tokens_; }    ///< that were learnt from
    double epoch() const { return passes_.at(done_); } ///< passes over the data so far

    /// Takes the next step, or none: where it was cancelled while completions were sampled (kCancelled), nothing has
    /// moved. train.not_finite: neither has an optimiser.
    Result<StepReport> step();

    /// The step behind which added rows would be seen; nothing where the run ends before.
    std::optional<std::int64_t> nextPass() const { return passes_.nextAfter(done_); }
    /// As Algorithm::addRows. The run is as many passes long as before, of more rows.
    Result<std::int64_t> addRows(TrainContext &reading);

    /// All that the next step depends on. The tensors are those that are trained, not copies.
    Checkpoint state() const;
    Status restore(const Checkpoint &checkpoint);
    /// Those that state() gave; checkpoint.weights where they do not fit.
    Status takeWeights(const NamedTensors &weights);
    c10::Device device() const { return context_->policy.placement().device; }

private:
    struct Trained {
        std::string port;
        TrainOptions options;
        NamedTensors weights; ///< as trainable() names them
        std::unique_ptr<Optimizer> optimizer;
        std::unique_ptr<GradientAccumulator> gradients;
        NamedTensors parameters{}; ///< the same in the optimiser's order
        GradientLength length{};   ///< of the step in progress
    };
    TrainLoop(Algorithm &algorithm, TrainContext &context)
        : algorithm_(&algorithm), context_(&context), passes_(algorithm.options(), algorithm.stepsPerEpoch()) {}
    /// All passes; returns the loss.
    double learn(const TrainStep &step, StepMetrics &collected, std::vector<RowLosses> &rows);
    double penalize(Metrics &metrics); ///< the same of the regularisers
    Status move(const TrainStep &step, double loss, Metrics &metrics);

    Algorithm *algorithm_;
    TrainContext *context_;
    std::vector<Trained> trained_{};
    std::vector<std::unique_ptr<Regularizer>> regularizers_{};
    Passes passes_;
    std::int64_t done_ = 0, tokens_ = 0;
};

} // namespace lapidary
