// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/sampling_ratio.h"

// Legend: B completions, G completions of one prompt, T completion tokens.
namespace lapidary {

/// REINFORCE leave-one-out (Ahmadian et al. 2024): a completion is compared with the others of its prompt, and counts
/// as one action. Named and defaulted as TRL's RLOOConfig.
struct RlooConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{.numGenerations = 2};
    double beta = 0.05;
    double epsilon = 0.2, epsilonHigh = 0; ///< 0: the same as epsilon
    std::int64_t numIterations = 1;
    bool normalizeAdvantages = false;
    std::vector<double> rewardClipRange{}; ///< least and most; empty: none
    bool maskTruncatedCompletions = false;
    bool disableDropout = false;
    std::string rollouts = "policy";
    SamplingCorrection sampling{}; ///< of whole completions
    static const Described<RlooConfig> &described();
};

/// Mean over completions of -min(ρ A, clip(ρ) A), with ρ the ratio of the probabilities of whole completions.
/// sums_B, oldSums_B, advantages_B [B]; divided by `parts`. Metrics: clip_ratio/…. weights_B: samplingRatio() of the
/// completions; undefined: 1.
LossResult rlooLoss(const at::Tensor &sums_B, const at::Tensor &oldSums_B, const at::Tensor &advantages_B,
                    const RlooConfig &config, double parts, const at::Tensor &weights_B = {});

/// Rewards (NaN: unscorable) less the mean of the others of their group of G; with normalize_advantages over the batch
/// to mean 0 and deviation 1. What has nothing to be compared with gets 0. [B]
at::Tensor rlooAdvantages(const at::Tensor &rewards_B, std::int64_t groupSize, bool normalize);

/// The pure loss by name (`lapidary-cli loss rloo`) takes logps and old_logps, [B] each, sums over a completion (and
/// sampling_per_token_logps, such sums too, where importance_sampling_correction is on), and advantages [B] or rewards
/// [P, G]; with rewards alone it gives the advantages. Tensors in the answer: advantages.
AlgorithmInfo rlooInfo();

} // namespace lapidary
