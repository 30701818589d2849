// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

// From the reward of a completion to what each of its tokens was worth. Legend: B completions, C their tokens; a mask
// is 1 for what is learnt, else 0.
namespace lapidary {

const std::vector<std::string> &klEstimatorNames(); ///< "k1", "k2", "k3": ops/kl.h
at::Tensor klEstimate(const std::string &name, const at::Tensor &logp, const at::Tensor &refLogp);

/// -coefficient * KL on every token, and the score on the last one (Ziegler et al. 2019). A score that is not known
/// is none. [B, C]
at::Tensor tokenRewards(const at::Tensor &kl_BC, const at::Tensor &scores_B, const at::Tensor &mask_BC,
                        double coefficient);

/// Generalised advantage estimation (Schulman et al. 2016) from the end, behind which nothing is expected:
/// δ = r + γ V' - V, A = δ + γ λ A'. Tokens that the mask leaves out are passed over. [B, C]
at::Tensor generalisedAdvantages(const at::Tensor &rewards_BC, const at::Tensor &values_BC, const at::Tensor &mask_BC,
                                 double gamma, double lambda);

/// What each token and those behind it earn, a later one by γ less each: the same without values, λ = 1. [B, C]
at::Tensor returnsToGo(const at::Tensor &rewards_BC, const at::Tensor &mask_BC, double gamma);

/// Mean 0 and deviation 1 over the tokens of the batch by the biased variance, which is held above 1e-8, as OpenRLHF
/// has it.
at::Tensor normalisedTokens(const at::Tensor &values_BC, const at::Tensor &mask_BC);

/// A number of each completion, on each of its tokens. [B, C]
at::Tensor onEveryToken(const at::Tensor &values_B, const at::Tensor &mask_BC);

} // namespace lapidary
