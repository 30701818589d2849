// SPDX-License-Identifier: Apache-2.0
// REINFORCE++, after OpenRLHF's advantage estimators "reinforce" and "reinforce_baseline": the KL is part of the reward
// with either, and the variance that tokens are scaled by is the biased one. Deviation: the paper puts a k2 into the
// loss with the baseline; here kl_estimator = "k2" puts it into the reward.
#include "core/engine/train/algorithms/reinforce_plus_plus.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/token_pure_loss.h"

namespace lapidary {
namespace {

using Config = ReinforcePlusPlusConfig;

class ReinforcePlusPlus : public TokenPolicy {
public:
    explicit ReinforcePlusPlus(const Config &config)
        : TokenPolicy({.group = config.group,
                       .train = config.train,
                       .pay = config.pay,
                       .clip = config.clip,
                       .stream = "reinforce_plus_plus",
                       .groups = config.baseline == "group"}) {}

private:
    at::Tensor scoresOf(const at::Tensor &totals_B) const override {
        return use().groups ? lessGroupMean(totals_B, use().group.numGenerations) : totals_B;
    }
    at::Tensor advantagesOf(TokenEarnings &earned, const at::Tensor &rewards_BC, Metrics &) const override {
        const at::Tensor &mask_BC = earned.table.mask();
        return normalisedTokens(returnsToGo(rewards_BC, mask_BC, use().pay.gamma), mask_BC);
    }
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = Config::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto scores = [&](const at::Tensor &rewards) {
        const std::int64_t G = rewards.dim() == 2 ? rewards.size(1) : read->group.numGenerations;
        const at::Tensor flat_B = rewards.reshape({-1});
        return read->baseline == "group" ? lessGroupMean(flat_B, G) : flat_B;
    };
    const auto credit = [&](const at::Tensor &rewards_BT, const at::Tensor &mask_BT) {
        return normalisedTokens(returnsToGo(rewards_BT, mask_BT, read->pay.gamma), mask_BT);
    };
    return tokenPureLoss(inputs, read->pay, read->clip, scores, credit);
}

const MethodInfo &method() {
    static const MethodInfo info{.name = "reinforce_plus_plus",
                                 .summary = "Policy gradient without a value function, scaled over the whole batch",
                                 .role = "algorithm",
                                 .spec = Config::described().spec(),
                                 .inputs = policyPorts(),
                                 .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                 .metrics = withShared(tokenPolicyMetrics(true), loopMetrics())};
    return info;
}

} // namespace

const Described<Config> &Config::described() {
    static const auto d =
        Described<Config>()
            .include(TrainOptions::described(), &Config::train)
            .include(GroupConfig::describedAlone(), &Config::group)
            .include(TokenPaySettings::described(), &Config::pay)
            .include(TokenClipSettings::described(), &Config::clip)
            .choice("baseline", &Config::baseline, {"none", "group"},
                    "group first takes the mean reward of a prompt's completions from each (REINFORCE++-baseline)")
            .must("num_generations", {.kind = FieldRule::Kind::AtLeast,
                                      .others = {"2"},
                                      .message = "a completion alone has nothing to be compared with",
                                      .when = {{"baseline", "group"}}});
    return d;
}

at::Tensor lessGroupMean(const at::Tensor &rewards_B, std::int64_t groupSize) {
    const at::Tensor groups_PG = rewards_B.reshape({-1, groupSize});
    return (groups_PG - groups_PG.nanmean(1, true)).reshape({-1});
}

AlgorithmInfo reinforcePlusPlusInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = Config::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<ReinforcePlusPlus>(*read);
            },
            .pureLoss = pureLoss,
            .atRest = tokenPolicyAtRest(true)};
}

} // namespace lapidary
