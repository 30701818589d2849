// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithms/grpo.h"

namespace lapidary {

/// The advantages that are given, or those of `rewards` [P, G] or [B], or of `rewards_per_func` [B, F].
struct GivenRewards {
    at::Tensor advantages{}, totals{}; ///< totals: undefined where advantages are given
    Metrics metrics{};
};
Result<GivenRewards> givenRewards(const TensorMap &inputs, const GrpoConfig &config);

} // namespace lapidary
