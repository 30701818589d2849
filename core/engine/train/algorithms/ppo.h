// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/group_config.h"
#include "core/engine/train/ops/sampling_ratio.h"

// Legend: B completions, T tokens.
namespace lapidary {

/// Proximal policy optimisation with a value function (Schulman et al. 2017; Ouyang et al. 2022), named and defaulted
/// as TRL's PPOConfig, the controller of the KL as that of TRL 0.11; dual_clip (Ye et al. 2020), the value network's
/// learning rate and the correction of what was drawn are other trainers'.
struct PpoConfig {
    TrainOptions train{.learningRate = 3e-6};
    GroupConfig group{.numGenerations = 1, .maxCompletionLength = 53, .temperature = 0.7};
    std::int64_t numPpoEpochs = 4, numMiniBatches = 1;
    double cliprange = 0.2, dualClip = 0; ///< 0: off
    double vfCoef = 0.1, cliprangeValue = 0.2;
    double gamma = 1, lam = 0.95;
    double klCoef = 0.05;
    std::string klEstimator = "k1";
    bool adapKlCtrl = false;
    double target = 6, horizon = 10000;
    bool whitenRewards = false;
    double missingEosPenalty = 0; ///< TRL's None is 0
    double valueLearningRate = 0; ///< 0: that of the policy
    SamplingCorrection sampling{};
    std::string rollouts = "policy";
    static const Described<PpoConfig> &described();
};

/// What the loss of tokens takes, [B, T] each: log-probs and values as they are and as they were, what is to be learnt,
/// and a mask of 1 where it is.
struct PpoTokens {
    at::Tensor logps_BT{}, oldLogps_BT{}, advantages_BT{};
    at::Tensor values_BT{}, oldValues_BT{}, returns_BT{}; ///< undefined: the policy alone
    at::Tensor mask_BT{};
    at::Tensor
        sampledLogps_BT{}; ///< with which the tokens were drawn, for the correction; undefined: with the old ones
};

/// Σ max(-A ρ, -A clip(ρ)) / items + vf_coef * Σ max((V - R)², (V' - R)²) / 2 items, with V' no further than
/// cliprange_value from the old V. With dual_clip no bad token costs more than -A dual_clip. The policy's part is
/// weighed by samplingRatio() where the correction is on.
LossResult ppoLoss(const PpoTokens &tokens, const PpoConfig &config, double items);

/// β of the next batch, where this one had the mean KL `kl` over `completions` (Ziegler et al. 2019).
double adaptedKl(double coefficient, double kl, std::int64_t completions, const PpoConfig &config);

const MethodInfo &ppoMethod();

/// The pure loss by name (`lapidary-cli loss ppo`) takes
///   per_token_logps, old_per_token_logps (the present ones without it), completion_mask (all 1 without it) [B, T];
///   sampling_per_token_logps [B, T] where importance_sampling_correction is on;
///   new_values (or vpred) for the value loss;
///   and advantages [B, T] or [B], which are used as they are, with returns for the value loss; instead of them values
///   [B, T], those of the rollout, and rewards: of tokens [B, T], or scores [B] that are put on the last token, less
///   the KL to ref_per_token_logps. A single completion needs no outer list.
/// Tensors in the answer: rewards (of tokens), advantages (GAE), whitened_advantages, returns, ratio, losses.
AlgorithmInfo ppoInfo();

} // namespace lapidary
