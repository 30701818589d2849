// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_policy.h"

namespace lapidary {

/// ReMax (Li et al. 2024): what a completion earned is compared with what the likeliest completion of its prompt earns,
/// which is drawn beside it; no value function.
struct ReMaxConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{.numGenerations = 1};
    TokenPaySettings pay{};
    TokenClipSettings clip{};
    static const Described<ReMaxConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss remax`) takes the tensors of `reinforce_plus_plus`, and baseline_reward
/// [B] beside rewards. Tensors in the answer: advantages, rewards, ratio, per_token_loss.
AlgorithmInfo reMaxInfo();

} // namespace lapidary
