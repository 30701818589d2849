// SPDX-License-Identifier: Apache-2.0
// ReMax, after verl's advantage estimator "remax": what a token and those behind it earn, KL included, less what the
// likeliest completion earned. Deviation: the loss is the clipped one, which is the paper's where completions are used
// once (num_iterations = 1).
#include "core/engine/train/algorithms/remax.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_pure_loss.h"

namespace lapidary {
namespace {

class ReMax : public TokenPolicy {
public:
    explicit ReMax(const ReMaxConfig &config)
        : TokenPolicy({.group = config.group,
                       .train = config.train,
                       .pay = config.pay,
                       .clip = config.clip,
                       .stream = "remax",
                       .greedy = true,
                       .columns = {.beside = {kBaseline}}}) {}

private:
    at::Tensor advantagesOf(TokenEarnings &earned, const at::Tensor &rewards_BC, Metrics &metrics) const override {
        const at::Tensor &mask_BC = earned.table.mask();
        const at::Tensor baseline_B = earned.table.values(kBaseline);
        metrics[kBaseline] = meanOf(baseline_B.index({mask_BC.sum(1).gt(0)}));
        earned.table.keepValues(kAdvantage, earned.table.values(kAdvantage) - baseline_B);
        return returnsToGo(rewards_BC, mask_BC, use().pay.gamma) - onEveryToken(baseline_B, mask_BC);
    }
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = ReMaxConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto scores = [](const at::Tensor &rewards) { return rewards.reshape({-1}); };
    const auto credit = [&](const at::Tensor &rewards_BT, const at::Tensor &mask_BT) {
        return returnsToGo(rewards_BT, mask_BT, read->pay.gamma) -
               onEveryToken(inputs.at(kBaseline).reshape({-1}), mask_BT);
    };
    return tokenPureLoss(inputs, read->pay, read->clip, scores, credit);
}

const MethodInfo &method() {
    static const MethodInfo info = [] {
        std::vector<MetricInfo> own{
            {.name = kBaseline, .group = "policy", .effect = "mean reward of the likeliest completion of each prompt"}};
        return MethodInfo{.name = "remax",
                          .summary = "Policy gradient that compares each completion with the likeliest one",
                          .role = "algorithm",
                          .spec = ReMaxConfig::described().spec(),
                          .inputs = policyPorts(),
                          .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                          .metrics = withShared(withShared(std::move(own), tokenPolicyMetrics(true)), loopMetrics())};
    }();
    return info;
}

} // namespace

const Described<ReMaxConfig> &ReMaxConfig::described() {
    using C = ReMaxConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::describedAlone(), &C::group)
            .include(TokenPaySettings::described(), &C::pay)
            .include(TokenClipSettings::described(), &C::clip)
            .must("process_reward_credit", {.kind = FieldRule::Kind::Among,
                                            .others = {"completion"},
                                            .message = "a completion is compared with another by one number"});
    return d;
}

AlgorithmInfo reMaxInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = ReMaxConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<ReMax>(*read);
            },
            .pureLoss = pureLoss,
            .atRest = tokenPolicyAtRest(true)};
}

} // namespace lapidary
