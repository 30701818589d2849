// SPDX-License-Identifier: Apache-2.0
// The vanilla policy gradient on completions: a mean over the tokens of the step of -A log p, plus vf_coef times half
// the squared error of the values. Advantages are taken as they are; nothing is scaled or clipped.
#include "core/engine/train/algorithms/vpg.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/token_pure_loss.h"

namespace lapidary {
namespace {

class Vpg : public TokenPolicy {
public:
    explicit Vpg(const VpgConfig &config)
        : TokenPolicy({.group = config.group,
                       .train = config.train,
                       .pay = config.pay,
                       .stream = "vpg",
                       .ratios = false,
                       .values = config.vfCoef > 0}),
          vfCoef_(config.vfCoef), lam_(config.lam) {}

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const at::Tensor &ids_BT = t.at("input_ids"), &labels_BT = t.at("labels"), &mask_BT = t.at("mask");
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT, {}, use().group.temperature);
        const auto place = [&](const at::Tensor &values_N) { return placeTokens(values_N, scores, labels_BT.sizes()); };
        const at::Tensor logps_BT = place(scores.tokens.logp_N);
        LossResult result{.loss = tokenMean(-t.at(kAdvantages) * logps_BT, mask_BT, step.items),
                          .metrics = lookAt(context, step, part, logps_BT)};
        result.metrics["entropy"] = maskedMean(place(scores.tokens.entropy_N), mask_BT);
        if (vfCoef_ == 0) return result;
        const at::Tensor off_BT = valuesOf(context.networks, scores, ids_BT, labels_BT) - t.at(kReturns);
        const at::Tensor value = tokenMean(off_BT.square() / 2, mask_BT, step.items);
        result.metrics["loss/value"] = {value.item<double>(), Over::Sum};
        result.loss = result.loss + vfCoef_ * value;
        return result;
    }

private:
    at::Tensor advantagesOf(TokenEarnings &earned, const at::Tensor &rewards_BC, Metrics &) const override {
        const at::Tensor &mask_BC = earned.table.mask();
        const at::Tensor advantages_BC =
            generalisedAdvantages(rewards_BC, earned.values_BC, mask_BC, use().pay.gamma, lam_);
        if (vfCoef_ > 0) earned.table.keep(kReturns, (advantages_BC + earned.values_BC) * mask_BC);
        return advantages_BC;
    }

    double vfCoef_, lam_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = VpgConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto scores = [](const at::Tensor &rewards) { return rewards.reshape({-1}); };
    const auto credit = [&](const at::Tensor &rewards_BT, const at::Tensor &mask_BT) {
        const at::Tensor values_BT = inputs.count("values") ? asRows(inputs.at("values")) : at::zeros_like(rewards_BT);
        return generalisedAdvantages(rewards_BT, values_BT, mask_BT, read->pay.gamma, read->lam);
    };
    auto clipped = tokenPureLoss(inputs, read->pay, {}, scores, credit);
    if (!clipped || !inputs.count("per_token_logps")) return clipped;
    const at::Tensor logps_BT = asRows(inputs.at("per_token_logps")), mask_BT = givenMask(inputs, logps_BT);
    const at::Tensor losses_BT = -clipped->tensors.at("advantages") * logps_BT;
    LossResult result{.loss = localTokenMean(losses_BT, mask_BT), .metrics = {}};
    result.tensors["losses"] = losses_BT.detach();
    for (const char *kept : {"advantages", "rewards"})
        if (clipped->tensors.count(kept)) result.tensors[kept] = clipped->tensors.at(kept);
    return result;
}

const MethodInfo &method() {
    static const MethodInfo info = [] {
        std::vector<MetricInfo> own{{.name = "loss/value",
                                     .group = "value",
                                     .effect = "half the squared error of the values; with vf_coef alone",
                                     .better = Better::Lower}};
        auto ports = policyPorts();
        ports.push_back(valuePort());
        return MethodInfo{
            .name = "vpg",
            .summary = "The plain policy gradient: tokens become likelier by what they and those behind them earn",
            .role = "algorithm",
            .spec = VpgConfig::described().spec(),
            .inputs = std::move(ports),
            .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
            .metrics = withShared(withShared(std::move(own), tokenPolicyMetrics(false)), loopMetrics({kValue}))};
    }();
    return info;
}

} // namespace

const Described<VpgConfig> &VpgConfig::described() {
    using C = VpgConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::describedAlone(), &C::group)
            .include(TokenPaySettings::described(), &C::pay)
            .add("vf_coef", &C::vfCoef, atLeast(0), "", "weight of the loss of a value function; 0 learns none")
            .add("lam", &C::lam, between(0, 1), "",
                 "1 trusts what was earned, 0 what the values say: less noise for more bias");
    return d;
}

AlgorithmInfo vpgInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = VpgConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Vpg>(*read);
            },
            .pureLoss = pureLoss,
            .atRest = tokenPolicyAtRest(false)};
}

} // namespace lapidary
