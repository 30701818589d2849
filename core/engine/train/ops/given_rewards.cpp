// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/given_rewards.h"

namespace lapidary {
namespace {

Metrics unscorableCounts(const at::Tensor &perFunction_BF, const GrpoConfig &config) {
    Metrics metrics;
    const auto F = static_cast<std::size_t>(perFunction_BF.size(-1));
    for (std::size_t f = 0; f < F; ++f) {
        const std::string name = F == config.group.rewardFuncs.size() ? config.group.rewardFuncs[f] : std::to_string(f);
        metrics["rewards/" + name + "/unscorable"] = {
            perFunction_BF.select(-1, static_cast<std::int64_t>(f)).isnan().sum().item<double>(), Over::Sum};
    }
    return metrics;
}

} // namespace

Result<GivenRewards> givenRewards(const TensorMap &inputs, const GrpoConfig &config) {
    if (inputs.count("advantages")) return GivenRewards{.advantages = inputs.at("advantages")};
    GivenRewards out;
    if (inputs.count("rewards_per_func")) {
        const at::Tensor &perFunction_BF = inputs.at("rewards_per_func");
        const auto weights = rewardWeightsOf(config.group.rewardWeights, perFunction_BF.size(-1));
        if (!weights) return unexpected(weights.error());
        out.totals = totalRewards(perFunction_BF, *weights);
        out.metrics = unscorableCounts(perFunction_BF, config);
    } else {
        out.totals = inputs.at("rewards");
    }
    const std::int64_t groupSize = out.totals.dim() == 2 ? out.totals.size(1) : config.group.numGenerations;
    if (groupSize < 1 || out.totals.numel() % groupSize != 0)
        return fail({.code = "loss.bad_shape",
                     .message = "the rewards do not make whole groups",
                     .field = "rewards",
                     .found = std::to_string(out.totals.numel()),
                     .expected = {"a multiple of num_generations = {0}", groupSize}});
    const bool decoupled = config.multiObjectiveAggregation == "normalize_then_sum" && inputs.count("rewards_per_func");
    out.advantages =
        decoupled
            ? decoupledAdvantages(inputs.at("rewards_per_func"),
                                  *rewardWeightsOf(config.group.rewardWeights, inputs.at("rewards_per_func").size(-1)),
                                  groupSize)
            : groupAdvantages(out.totals.reshape({-1}), groupSize, config.scaleRewards);
    out.advantages = out.advantages.reshape(out.totals.sizes());
    return out;
}

} // namespace lapidary
