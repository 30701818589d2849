// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/group_rewards.h"
#include <cmath>

namespace lapidary {

Result<std::vector<double>> rewardWeightsOf(const std::vector<double> &given, std::int64_t count) {
    if (given.empty()) return std::vector<double>(static_cast<std::size_t>(count), 1.0);
    if (static_cast<std::int64_t>(given.size()) == count) return given;
    return fail({.code = "config.out_of_range",
                 .message = "not as many weights as reward functions",
                 .field = "reward_weights",
                 .found = std::to_string(given.size()),
                 .expected = std::to_string(count)});
}

at::Tensor totalRewards(const at::Tensor &perFunction_BF, const std::vector<double> &weights) {
    const at::Tensor total_B = (perFunction_BF * at::tensor(weights, at::kDouble)).nansum(-1);
    return total_B.masked_fill(perFunction_BF.isnan().all(-1), std::nan(""));
}

at::Tensor groupsWithoutContrast(const at::Tensor &rewards_B, std::int64_t groupSize) {
    const at::Tensor groups_PG = rewards_B.reshape({-1, groupSize});
    const at::Tensor centred_PG = (groups_PG - groups_PG.nanmean(1, true)).nan_to_num();
    return centred_PG.abs().amax(1).lt(1e-12);
}

at::Tensor groupAdvantages(const at::Tensor &rewards_B, std::int64_t groupSize, const std::string &scaleRewards) {
    const at::Tensor groups_PG = rewards_B.reshape({-1, groupSize});
    at::Tensor advantages_PG = groups_PG - groups_PG.nanmean(1, true);
    if (scaleRewards == "mean") { // rare successes count more; a group without one teaches nothing
        const at::Tensor mean_P1 = groups_PG.nanmean(1, true);
        advantages_PG = at::where(mean_P1.gt(0), advantages_PG / mean_P1, at::zeros_like(advantages_PG));
    } else if (scaleRewards != "none") {
        const at::Tensor known = groups_PG.isnan().logical_not();
        const auto deviation = [&](const at::Tensor &centred,
                                   const at::Tensor &count) { // unbiased, NaN left out; 0 for a single value
            return ((centred.nan_to_num().pow(2)).sum() / (count - 1).clamp_min(1)).sqrt();
        };
        if (scaleRewards == "batch") {
            const at::Tensor centred = rewards_B - rewards_B.nanmean();
            advantages_PG = advantages_PG / (deviation(centred, known.sum().to(rewards_B.scalar_type())) + 1e-4);
        } else {
            const at::Tensor count_P = known.sum(1, true).to(rewards_B.scalar_type());
            const at::Tensor std_P =
                (advantages_PG.nan_to_num().pow(2).sum(1, true) / (count_P - 1).clamp_min(1)).sqrt();
            advantages_PG = advantages_PG / (std_P + 1e-4);
        }
    }
    return advantages_PG.nan_to_num().reshape({-1});
}

namespace {

/// (x - mean) / (deviation + 1e-4) along a dimension, by what is known of it.
at::Tensor normalized(const at::Tensor &x, std::int64_t dim) {
    const at::Tensor centred = x - x.nanmean(dim, true);
    const at::Tensor count = x.isnan().logical_not().sum(dim, true).to(x.scalar_type());
    return centred / ((centred.nan_to_num().square().sum(dim, true) / (count - 1).clamp_min(1)).sqrt() + 1e-4);
}

} // namespace

at::Tensor decoupledAdvantages(const at::Tensor &perFunction_BF, const std::vector<double> &weights,
                               std::int64_t groupSize) {
    const at::Tensor groups_PGF = perFunction_BF.reshape({-1, groupSize, perFunction_BF.size(-1)});
    const at::Tensor totals_B = totalRewards(normalized(groups_PGF, 1).reshape(perFunction_BF.sizes()), weights);
    return normalized(totals_B, 0).nan_to_num();
}

} // namespace lapidary
