// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: B completions, T tokens of a padded batch.
namespace lapidary {

/// Offline reasoning optimisation (Wang et al. 2024, arXiv 2412.16145): from stored completions that are good or bad a
/// policy and a value function are learnt together, so that what the value loses at a token is what beta times the
/// policy's lead over the reference pays for it: the soft Bellman equation.
struct OreoConfig {
    TrainOptions train{.learningRate = 5e-6};
    double beta = 0.03;
    double klCoef = 0; ///< alpha in the paper
    double vfCoef = 1;
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<OreoConfig> &described();
};

/// Of each token t of a completion, [B, T] each, 0 where the mask is: `values` V(s_t) of what stands before it, `leads`
/// l_t = log p - log p_ref of the token, `rewards_B` what the whole completion earned.
struct OreoTokens {
    at::Tensor values_BT, leads_BT, mask_BT, rewards_B;
};

/// Means over tokens, and of those over the `items` completions of the step, of the squared
///     policy: sg V(s_t) - R + beta l_t + sg (beta sum of l_i, i > t)
///     value:  V(s_t) - R + sg (beta sum of l_i, i >= t)
/// which are the same number; sg carries no gradient.
struct OreoLosses {
    at::Tensor policy, value;
    at::Tensor residual_BT;
};
OreoLosses oreoLosses(const OreoTokens &tokens, double beta, double items);

/// The pure loss by name (`lapidary-cli loss oreo`) takes per_token_logps, ref_per_token_logps and values [B, T],
/// rewards [B], and completion_mask? [B, T]; kl_coef counts nothing there. Tensors in the answer: residuals.
AlgorithmInfo oreoInfo();

} // namespace lapidary
