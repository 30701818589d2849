// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_policy.h"

// Legend: B completions, T their tokens.
namespace lapidary {

/// A row for each completion, where one stands alone.
at::Tensor asRows(const at::Tensor &values);
/// completion_mask, or 1 for all that `like` holds. [B, T]
at::Tensor givenMask(const TensorMap &inputs, const at::Tensor &like);
/// Rewards of tokens: those that are given [B, T], or `scores` on last tokens less the KL of the given log-probs.
at::Tensor givenTokenRewards(const TensorMap &inputs, const at::Tensor &mask_BT, const std::string &estimator,
                             double coefficient, const std::function<at::Tensor(const at::Tensor &)> &scores);

/// The loss of an algorithm that pays tokens, on given tensors. `scores`: of the rewards of completions; `credit`: the
/// advantages of rewards per token.
Result<LossResult> tokenPureLoss(const TensorMap &inputs, const TokenPaySettings &pay, const TokenClipSettings &clip,
                                 const std::function<at::Tensor(const at::Tensor &)> &scores,
                                 const std::function<at::Tensor(const at::Tensor &, const at::Tensor &)> &credit);

/// AlgorithmInfo::atRest of such an algorithm.
std::map<std::string, double> tokenPolicyAtRest(bool clipped);

} // namespace lapidary
