// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/group_rewards.h"

// Legend: B completions, G completions of one prompt, T completion tokens.
namespace lapidary {

/// Group-relative policy optimisation (Shao et al. 2024) with the variants of DAPO (Yu et al. 2025) and Dr. GRPO (Liu
/// et al. 2025), named and defaulted as TRL's GRPOConfig.
struct GrpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{};
    double beta = 0.0;
    bool useBiasCorrectionKl =
        true; ///< the KL term times the ratio (DeepSeek-V3.2): its gradient is that of the reverse KL
    double epsilon = 0.2;
    double epsilonHigh = 0; ///< 0: the same as epsilon
    std::int64_t numIterations = 1;
    std::string lossType = "dapo";
    std::string scaleRewards = "group";
    bool maskTruncatedCompletions = false;
    bool disableDropout = false;
    std::string rollouts = "policy";
    static const Described<GrpoConfig> &described();
};

struct PolicyTokens {
    at::Tensor logps_BT{};
    at::Tensor oldLogps_BT{}; ///< undefined: the present ones, detached (one update per rollout)
    at::Tensor refLogps_BT{}; ///< needed where beta > 0
    at::Tensor mask_BT{};     ///< 1 for tokens of the completion, its end token included
    at::Tensor advantages_B{};
};

/// Sum over tokens of -min(ρ A, clip(ρ) A) + β k3 (times ρ with use_bias_correction_kl), reduced by loss_type: "grpo"
/// mean of sequence means, "bnpo" local token mean, "dapo" divided by `items` (tokens of the whole step), "dr_grpo"
/// divided by B * max_completion_length. `parts` micro-batches make one step; reductions that are local are divided by
/// it.
LossResult grpoLoss(const PolicyTokens &tokens, const GrpoConfig &config, double items, double parts);

/// The pure loss by name (`lapidary-cli loss grpo`) takes
///   per_token_logps [B, T] (or logps, logprobs), completion_mask [B, T] (or mask; all 1 without it),
///   old_per_token_logps [B, T]?, ref_per_token_logps [B, T]? (needed where beta > 0), num_items_in_batch? (for
///   "dapo"), and advantages [B] or [B, T]; instead of them rewards [P, G] or [B], or rewards_per_func [B, F] with
///   reward_weights.
/// Defaults are those of a training: the plain k3 of the paper needs use_bias_correction_kl = false. With rewards alone
/// it gives the advantages. A reward of null is one that the function could not tell. Tensors in the answer:
/// advantages, rewards (their totals), ratio, per_token_loss, kl (k3, beta > 0); metrics rewards/<function or its
/// number>/unscorable.
AlgorithmInfo grpoInfo();

} // namespace lapidary
