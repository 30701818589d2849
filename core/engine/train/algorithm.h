// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/config/method.h"
#include "core/engine/model/decoder.h"
#include "core/engine/train/metrics.h"
#include "core/engine/train/networks.h"
#include "core/engine/train/options.h"
#include "core/job/job.h"
#include "core/text/tokenizer/tokenizer.h"
#include <map>
#include <memory>
#include <span>

// Legend: B rows, T tokens of a padded batch.
namespace lapidary {

using TensorMap = std::map<std::string, at::Tensor>;

/// One forward pass's worth of a step. Which tensors there are is the algorithm's business.
struct MicroBatch {
    TensorMap tensors;
    std::vector<Segment> segments{};
    std::int64_t tokens = 0; ///< real ones, without padding
};

/// The work of one optimiser step.
struct TrainStep {
    std::vector<MicroBatch> parts{};
    double items = 0;  ///< what a loss of tokens is divided by: the learnt tokens of all parts
    Metrics metrics{}; ///< numbers of the step as a whole, beside those of its parts
};

/// What must be known to go on after a restart, besides weights and optimisers.
struct TrainState {
    Json json = Json::object();
    NamedTensors tensors{};
};

/// What a pure loss gives: the scalar to differentiate and the numbers to log.
struct LossResult {
    at::Tensor loss;
    Metrics metrics{};
    TensorMap tensors{}; ///< intermediate values worth seeing: log-probs, advantages, ratios
};

/// What the loop lends to an algorithm.
struct TrainContext {
    Networks &networks;
    Decoder &policy;            ///< networks["policy"]
    const Tokenizer *tokenizer; ///< null where the model's folder has none; rows of token ids need none
    Json run;                   ///< run.toml, resolved
    fs::path folder;            ///< the run folder; relative paths start here
    std::uint64_t seed = 0;
    JobContext &job;
    std::int64_t step = 0;        ///< the optimiser step in progress, 1-based
    std::int64_t rowsPerPass = 0; ///< how many rows a forward pass may hold; 0: as many as the settings say
    bool measures = false;        ///< the rows are held out: no step moves the weights, and no network may go
    bool checks = false;          ///< rows are read, and no network is asked: no step follows
};

/// One training algorithm: a config, a pure loss, names of metrics, and how it makes its batches.
class Algorithm {
public:
    virtual ~Algorithm() = default;
    virtual const TrainOptions &options() const = 0;
    /// Of the optimiser of one trained network, where it has another learning rate than the policy.
    virtual TrainOptions optionsOf(std::string_view) const { return options(); }
    virtual bool dropsOut() const { return true; }   ///< whether lora_dropout is in force while the loss is computed
    virtual bool learnsEnds() const { return true; } ///< whether ends are put behind texts of its rows
    /// Whether the network of a port of its method is needed with these settings.
    virtual bool uses(std::string_view) const { return true; }
    /// Reads rows; adds networks of its own. Rows that cannot be learnt from are listed in the error or in notices.
    virtual Status prepare(TrainContext &context) = 0;
    /// Optimiser steps of one pass over the data.
    virtual std::int64_t stepsPerEpoch() const = 0;
    /// The next step. Algorithms that sample do it here. Where it fails or is cancelled, nothing has moved: asked
    /// again, it gives the same step.
    virtual Result<TrainStep> next(TrainContext &context) = 0;
    /// The loss of one part, already divided so that the sum over parts is the step's loss.
    virtual LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) = 0;
    /// Whether it moves the policy's weights itself; what else learns is the optimiser's.
    virtual bool movesPolicy() const { return false; }
    /// Moves them, called where the gradient of the step stands at them; `rate` is the step's learning rate.
    virtual Status movePolicy(TrainContext &, const TrainStep &, double, Metrics &) { return {}; }
    /// More rows for a port that grows, from the file that `context` names as that port's data, seen from
    /// the next pass on. Gives how many of them teach something; where it fails, nothing has moved.
    virtual Result<std::int64_t> addRows(TrainContext &context);
    /// Called behind the last step: says in a notice what made the run worthless, where it was.
    virtual void end(TrainContext &) const {}
    /// Tokens drawn from the model as material, by what is part of the state.
    virtual std::int64_t sampledTokens() const { return 0; }
    virtual TrainState state() const = 0;
    virtual Status restore(const TrainState &state) = 0;
};

struct AlgorithmInfo {
    const MethodInfo &(*info)();
    tl::expected<std::unique_ptr<Algorithm>, Problems> (*make)(const Json &config);
    /// The pure loss on tensors by name, for golden vectors: shapes and names stand in the algorithm's header.
    Result<LossResult> (*pureLoss)(const TensorMap &inputs, const Json &config);
    /// What it logs to the bit, in every number format, as long as the policy is what it is compared with: ratios of 1,
    /// a KL of 0. Empty where it is compared with nothing.
    std::map<std::string, double> atRest{};
    /// The ports that take more rows, of the layout that they have, while the run is paused.
    std::vector<std::string_view> growing{};
    /// Its loss takes means over a micro-batch, or compares the rows of one, as TRL's trainer does: how a step is cut
    /// into them changes it.
    bool byMicroBatch = false;
    /// Parts of its loss hold their gradient back, so that the gradient is not the slope of the loss.
    bool holdsBack = false;
};

std::span<const AlgorithmInfo> algorithms();
const AlgorithmInfo *findAlgorithm(std::string_view name);

} // namespace lapidary
