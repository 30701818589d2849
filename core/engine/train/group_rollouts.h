// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/completion_table.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/sampling_ratio.h"
#include "core/engine/train/row_order.h"
#include <optional>

// Legend: B completions of a step, F reward functions.
namespace lapidary {

/// What every algorithm logs that is rewarded for completions.
std::vector<MetricInfo> groupMetrics();

/// The same, and what is logged by those besides that can drop groups without contrast.
std::vector<MetricInfo> comparedGroupMetrics();

/// How far the policy that drew the completions of a pass is from the one that learns from them (samplingMetrics), by
/// the log-probs that were kept before the first of its steps, else by those of the loss; nothing where it is not known
/// how they were drawn.
Metrics samplerDistance(const TensorMap &pass, const at::Tensor &logps_BT, const SamplingCorrection &correction = {});

/// The log-probs with which the tokens of a pass were drawn; undefined where that is not known.
at::Tensor sampledOf(const TensorMap &pass);

/// loss.missing_tensor where a correction is on, and a pure loss is not told with which log-probs the tokens were
/// drawn.
Status mustTellSampler(const TensorMap &inputs, const SamplingCorrection &correction);

/// How an algorithm that compares the completions of a prompt gets them and uses them.
struct GroupUse {
    GroupConfig group{};
    TrainOptions train{};
    std::string stream{}; ///< names the random numbers
    std::int64_t numIterations = 1;
    std::int64_t miniBatches = 1; ///< optimiser steps of an iteration, each on its share of the completions
    bool maskTruncated = false;
    bool fromFile = false;           ///< replays stored completions instead of sampling
    RolloutColumns columns{};        ///< of stored completions, beside what each algorithm reads
    std::vector<std::string> made{}; ///< columns of tokens that `complete` adds
    bool klMovesAlone = false;       ///< without a reward the KL term still teaches
    bool comparesGroups = true;      ///< completions with others of their prompt; else with all that the run has seen
    bool greedy = false;             ///< wants kBaseline
    bool tellsLogps = false;         ///< showPass() is called with the log-probs of the loss, where none are kept
    /// Advantages of what each function gave and of the totals, NaN where unscorable, before anything is known of the
    /// policy.
    std::function<at::Tensor(const at::Tensor &perFunction_BF, const at::Tensor &totals_B)> advantagesOf{};
};

/// The completions of each step of a training, sampled and rewarded or read from a file, and what of them belongs to
/// the state of the run.
class GroupRollouts {
public:
    Status open(TrainContext &context, GroupUse use);
    std::int64_t stepsPerEpoch() const;

    /// Whether the step in progress wants fresh completions.
    bool due(const TrainContext &context) const { return (context.step - 1) % stepsPerBatch() == 0; }
    /// Whether the completions came with advantages instead of rewards.
    bool given(const std::vector<Rollout> &fresh) const { return use_.fromFile && !fresh.at(0).rewards; }
    /// A fresh batch. `complete` adds columns that need the networks, or changes the advantages. Where it is cancelled,
    /// nothing has moved.
    Status roll(TrainContext &context, const std::function<void(std::vector<Rollout> &, Metrics &)> &complete);
    /// The batch, or the step's share of it, as micro-batches with input_ids, labels, mask, advantage and the columns
    /// that all have; `items` counts the learnt tokens.
    TrainStep step(const TrainContext &context) const;

    /// Shows the samples of a pass that wait for the log-probs with which they are learnt. logps_BT: of its loss.
    void showPass(const TrainContext &context, const TrainStep &step, std::size_t part, const at::Tensor &logps_BT);

    /// Begin and end of each forward pass over so many completions.
    std::vector<std::pair<std::size_t, std::size_t>> passes(std::size_t count, const TrainContext &context) const;
    std::vector<std::pair<std::size_t, std::size_t>> passesOf(std::size_t begin, std::size_t end,
                                                              const TrainContext &context) const;
    /// What each token earns by rewards of steps, as process_reward_credit and the weight of process_reward have it.
    /// [B, C]
    at::Tensor stepRewards(const CompletionTable &table) const;
    /// Whether steps are paid, of completions that were drawn.
    bool paysSteps() const { return use_.group.paysSteps() && !use_.fromFile; }
    /// What f gives of one number a completion, where it compares those of a group, which stand together there.
    at::Tensor byGroups(const std::vector<Rollout> &rollouts, const at::Tensor &x_B,
                        const std::function<at::Tensor(const at::Tensor &)> &f) const;
    MicroBatch collate(std::span<const Rollout> rollouts, const TrainContext &context) const;

    void end(TrainContext &context) const; ///< says what made the run worthless, where it was
    std::int64_t sampledTokens() const { return sampledTokens_; }
    Json state() const;
    Status restore(const Json &state);

private:
    Result<SampledGroups> draw(TrainContext &context);
    Result<SampledGroups> drawFiltered(TrainContext &context, std::size_t prompts);
    GroupRequest request(const TrainContext &context, std::vector<std::size_t> rows) const;
    void sayBound(TrainContext &context);
    Status openCanary(TrainContext &context);
    bool canaryDue(const TrainContext &context) const;
    Status reward(SampledGroups &stored) const;
    Result<std::vector<std::size_t>> places(const std::vector<Rollout> &rollouts) const;
    bool teaches(const Rollout &rollout) const;
    void noteContrast();
    void showOrWait(const TrainContext &context, std::vector<Json> samples);
    static void show(const TrainContext &context, Json sample, const Rollout &rollout,
                     std::span<const float> trainLogps);
    Sentence flat() const; ///< why nothing was learnt
    void sayIfFlat(TrainContext &context) const;
    std::int64_t stepsPerBatch() const { return use_.numIterations * use_.miniBatches; }
    std::pair<std::size_t, std::size_t> share(std::int64_t miniBatch, std::size_t count) const;
    std::size_t rows() const { return use_.fromFile ? file_.size() : sampler_->problems(); }
    std::int64_t batchSize() const { return use_.train.batchSize * use_.train.accumulation * use_.miniBatches; }

    GroupUse use_{};
    std::vector<Rollout> file_{};           ///< stored completions, or …
    std::optional<GroupSampler> sampler_{}; ///< … what samples them
    std::optional<GroupSampler> canary_{};  ///< problems that nothing is learnt from
    std::vector<Rollout> rollouts_{};       ///< of the step, or of the iterations that share them
    std::vector<Json> waiting_{};           ///< samples of the first of them, until the loss tells their log-probs
    Metrics metrics_{};
    RowOrder order_{};
    std::int64_t padding_ = 0, sampledTokens_ = 0;
    bool saidBound_ = false;
    bool taught_ = false, scored_ = false; ///< some completion had an advantage, a reward
    std::optional<double> firstReward_{};  ///< of the run, where completions are not compared within groups
};

} // namespace lapidary
