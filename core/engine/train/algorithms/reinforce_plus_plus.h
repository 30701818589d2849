// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_policy.h"

// Legend: B completions, C their tokens, G completions of one prompt.
namespace lapidary {

/// REINFORCE++ (Hu et al. 2025): no value function; what each token earns is normalised over the tokens of the whole
/// batch. With the baseline "group" a completion is first compared with the others of its prompt.
struct ReinforcePlusPlusConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{.numGenerations = 1};
    TokenPaySettings pay{.beta = 0.01};
    TokenClipSettings clip{};
    std::string baseline = "none"; ///< or "group"
    static const Described<ReinforcePlusPlusConfig> &described();
};

/// Rewards (NaN: unscorable) less the mean of their group. [B]
at::Tensor lessGroupMean(const at::Tensor &rewards_B, std::int64_t groupSize);

/// The pure loss by name (`lapidary-cli loss reinforce_plus_plus`) takes the tensors of `ppo` without values: rewards
/// [B, T] of tokens, [B] or [P, G] of completions; with "baseline": "group" the latter are compared. Tensors in the
/// answer: advantages, rewards, ratio, per_token_loss.
AlgorithmInfo reinforcePlusPlusInfo();

} // namespace lapidary
