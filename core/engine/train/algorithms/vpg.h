// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_policy.h"

namespace lapidary {

/// The vanilla policy gradient (Williams 1992; Sutton et al. 2000): the log-prob of each token times what it and those
/// behind it earn, on completions that are used once. With vf_coef a value function is learnt beside it and taken off
/// (Schulman et al. 2016).
struct VpgConfig {
    TrainOptions train{.learningRate = 1e-6};
    GroupConfig group{.numGenerations = 1};
    TokenPaySettings pay{};
    double vfCoef = 0; ///< 0: no values
    double lam = 1;
    static const Described<VpgConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss vpg`) takes the tensors of `reinforce_plus_plus` (without old log-probs
/// and clipping), and values [B, T] where they are to be taken off. Tensors in the answer: advantages, rewards, losses.
AlgorithmInfo vpgInfo();

} // namespace lapidary
