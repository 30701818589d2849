// SPDX-License-Identifier: Apache-2.0
// Simple preference optimisation, after TRL 1.16's CPOTrainer with loss_type "simpo". Deviations: (1) cpo_alpha is 0
// where it is not set, which is the paper's loss: TRL's 1 adds the likelihood of the chosen answer; (2) averages over
// pairs and tokens are those of the whole step, not means of the micro-batches' means; (3) pairs of two equal sides are
// left out, as their loss is a constant.
#include "core/engine/train/algorithms/simpo.h"
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {
namespace {

class Simpo : public Algorithm {
public:
    explicit Simpo(SimpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        return rows_.read(context, config_.train, config_.maxLength, config_.strength);
    }
    Result<std::int64_t> addRows(TrainContext &context) override { return rows_.add(context); }
    std::int64_t stepsPerEpoch() const override { return stepsFor(rows_.order(), rows_.size(), config_.train); }
    Result<TrainStep> next(TrainContext &context) override { return rows_.nextStep(context, config_.train); }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const PairPass pass(context, step.parts[part]);
        const at::Tensor mean_B = pass.meanLogps();
        LossResult result =
            simpoLoss(pass.chosen(mean_B), pass.rejected(mean_B), config_, step.parts[part].tensors.at("strength"));
        result.loss = result.loss * (static_cast<double>(pass.P) / step.items);
        if (config_.cpoAlpha > 0) {
            const at::Tensor nll = -pass.scores.tokens.logp_N.index({pass.chosen_N}).sum() / chosenTokens(step);
            result.loss = result.loss + config_.cpoAlpha * nll;
            result.metrics["nll_loss"] = {nll.item<double>(), Over::Sum};
        }
        pass.addMetrics(result.metrics);
        return result;
    }

    TrainState state() const override { return {.json = rows_.order().state()}; }
    Status restore(const TrainState &state) override { return rows_.order().restore(state.json); }

private:
    SimpoConfig config_;
    PairRows rows_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = SimpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &chosen_P = inputs.at("chosen_logps");
    LossResult result = simpoLoss(chosen_P, inputs.at("rejected_logps"), *read, givenStrength(inputs, chosen_P));
    if (read->cpoAlpha > 0) result.loss = result.loss + read->cpoAlpha * inputs.at("nll_loss");
    return result;
}

std::vector<MetricInfo> simpoMetrics() {
    auto own = pairMetrics("beta times the mean log-probability of a token of the chosen answer",
                           "mean log-probability of a token of the chosen answer",
                           "low where the chosen answers lead by more than simpo_gamma");
    own.push_back({.name = "nll_loss",
                   .unit = "nats",
                   .group = "loss",
                   .effect = "negative log-likelihood of the chosen answers; with cpo_alpha alone",
                   .better = Better::Lower});
    return withShared(withHeldOut(own), loopMetrics());
}

const MethodInfo &simpoMethod() {
    static const MethodInfo method{.name = "simpo",
                                   .summary = "Preference optimisation per token, without a reference",
                                   .role = "algorithm",
                                   .spec = SimpoConfig::described().spec(),
                                   .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                                              {.name = "train",
                                               .what = Artifact::Rows,
                                               .layout = "preference",
                                               .columns = {strengthColumn()},
                                               .effect = "pairs of a chosen and a rejected answer"},
                                              heldOutPort("preference")},
                                   .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                   .metrics = simpoMetrics()};
    return method;
}

} // namespace

const Described<SimpoConfig> &SimpoConfig::described() {
    using C = SimpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .add("beta", &C::beta, above(0), "", "how strongly a lead per token counts")
            .add("simpo_gamma", &C::simpoGamma, atLeast(0), "", "the lead that a chosen answer should have, times beta")
            .add("cpo_alpha", &C::cpoAlpha, atLeast(0), "",
                 "weight of the likelihood of the chosen answers; 0 is SimPO itself")
            .add("label_smoothing", &C::labelSmoothing, between(0, 0.4999), "", "assumed share of flipped labels")
            .include(LabelStrength::described(), &C::strength)
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult simpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const SimpoConfig &config,
                     const at::Tensor &strength_P) {
    const at::Tensor margin_P = marginsOf(config.strength, strength_P),
                     weight_P = weightsOf(config.strength, strength_P);
    at::Tensor lead_P = config.beta * (chosen_P - rejected_P) - config.simpoGamma;
    if (margin_P.defined()) lead_P = lead_P - margin_P;
    const double e = config.labelSmoothing;
    at::Tensor loss_P = -(1 - e) * at::log_sigmoid(lead_P) - e * at::log_sigmoid(-lead_P);
    if (weight_P.defined()) loss_P = loss_P * weight_P;
    LossResult result{.loss = loss_P.mean(), .metrics = {}};
    addPairRewards(result, loss_P, {config.beta * chosen_P, config.beta * rejected_P}, {chosen_P, rejected_P});
    return result;
}

AlgorithmInfo simpoInfo() {
    return {.info = simpoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = SimpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Simpo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
