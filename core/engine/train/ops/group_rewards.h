// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

// From the rewards of functions to advantages, as TRL's GRPOTrainer. Legend: B completions, G of one prompt, P prompts,
// F functions.
namespace lapidary {

/// reward_weights as numbers, all 1 where none are given; an error that names the field where they are no numbers or
/// not `count`.
Result<std::vector<double>> rewardWeightsOf(const std::vector<double> &given, std::int64_t count);

/// The weighted sum over reward functions of what each can tell (NaN: it cannot), as TRL's nansum; NaN where none can.
/// [B]
at::Tensor totalRewards(const at::Tensor &perFunction_BF, const std::vector<double> &weights);

/// Which groups of G teach nothing: all that is known of their rewards is equal. [P]
at::Tensor groupsWithoutContrast(const at::Tensor &rewards_B, std::int64_t groupSize);

/// rewards_B in groups of G that stand together → (R - mean_G) / (std_G + 1e-4) with the unbiased deviation; "batch"
/// takes the deviation of all, "none" none, "mean" the mean of the group (MaxRL, 2026), which must be above 0. A
/// singleton group and a NaN reward get 0. [B]
at::Tensor groupAdvantages(const at::Tensor &rewards_B, std::int64_t groupSize, const std::string &scaleRewards);

/// Group-decoupled normalisation (GDPO): each function's rewards are normalised within their group, added up by their
/// weights, and the sums normalised over the whole batch. NaN: the function could not tell. [B]
at::Tensor decoupledAdvantages(const at::Tensor &perFunction_BF, const std::vector<double> &weights,
                               std::int64_t groupSize);

} // namespace lapidary
