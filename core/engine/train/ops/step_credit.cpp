// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/step_credit.h"
#include <ATen/ATen.h>
#include <cmath>

namespace lapidary {
namespace {

/// Unbiased, of what `ends` counts; 0 of a single one.
at::Tensor deviation(const at::Tensor &centred, const at::Tensor &ends, at::IntArrayRef over) {
    return ((centred * ends).square().sum(over, true) / (ends.sum(over, true) - 1).clamp_min(1)).sqrt();
}

} // namespace

at::Tensor minForm(const at::Tensor &rewards_BC, const at::Tensor &ends_BC, double temperature) {
    const at::Tensor share_BC =
        at::softmax((-rewards_BC / temperature).masked_fill(ends_BC.eq(0), -INFINITY), 1).nan_to_num();
    return rewards_BC * share_BC * ends_BC;
}

at::Tensor groupStepAdvantages(const at::Tensor &rewards_BC, const at::Tensor &ends_BC, std::int64_t groupSize,
                               const std::string &scaleRewards) {
    const std::int64_t C = rewards_BC.size(1);
    const at::Tensor rewards_PGC = rewards_BC.reshape({-1, groupSize, C}),
                     ends_PGC = ends_BC.reshape({-1, groupSize, C});
    const at::Tensor count_P11 = ends_PGC.sum({1, 2}, true).clamp_min(1);
    at::Tensor earned_PGC = (rewards_PGC - (rewards_PGC * ends_PGC).sum({1, 2}, true) / count_P11) * ends_PGC;
    if (scaleRewards == "group") earned_PGC = earned_PGC / (deviation(earned_PGC, ends_PGC, {1, 2}) + 1e-4);
    if (scaleRewards == "batch") {
        const at::Tensor all_PGC = rewards_PGC - (rewards_PGC * ends_PGC).sum() / ends_PGC.sum().clamp_min(1);
        earned_PGC = earned_PGC / (deviation(all_PGC, ends_PGC, {0, 1, 2}) + 1e-4);
    }
    return earned_PGC.reshape({-1, C}).flip({1}).cumsum(1).flip({1});
}

} // namespace lapidary
