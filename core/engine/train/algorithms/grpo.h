// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/group_rewards.h"
#include "core/engine/train/ops/policy_losses.h"

// Legend: B completions, G completions of one prompt, P prompts, F reward functions, T completion tokens.
namespace lapidary {

/// Group-relative policy optimisation (Shao et al. 2024) with the variants of policyLoss() and GDPO's normalisation of
/// several rewards (Liu et al. 2026), named and defaulted as TRL's GRPOConfig.
struct GrpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{};
    PolicyLossSettings policy{};
    std::int64_t numIterations = 1;
    std::string scaleRewards = "group";
    std::string multiObjectiveAggregation = "sum_then_normalize";
    bool maskTruncatedCompletions = false;
    bool disableDropout = false;
    std::string rollouts = "policy";
    static const Described<GrpoConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss grpo`) takes
///   per_token_logps [B, T] (or logps, logprobs), completion_mask [B, T] (or mask; all 1 without it),
///   old_per_token_logps [B, T]?, ref_per_token_logps [B, T]? (needed where beta > 0), entropies [B, T]? (needed for
///   entropy_coef and top_entropy_quantile), sampling_per_token_logps [B, T]? (needed for
///   importance_sampling_correction), num_items_in_batch? (for "dapo"), and advantages [B] or [B, T]; instead of
///   them rewards [P, G] or [B], or rewards_per_func [B, F] with reward_weights.
/// Defaults are those of a training: the plain k3 of the paper needs use_bias_correction_kl = false. With rewards alone
/// it gives the advantages. A reward of null is one that the function could not tell. Tensors in the answer:
/// advantages, rewards (their totals), ratio, per_token_loss, kl (k3, beta > 0), importance_sampling_ratio; metrics
/// rewards/<function or its number>/unscorable.
AlgorithmInfo grpoInfo();

} // namespace lapidary
