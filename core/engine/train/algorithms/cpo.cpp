// SPDX-License-Identifier: Apache-2.0
// Contrastive preference optimisation, after TRL 1.16's CPOTrainer. Deviations: (1) logits/chosen and logits/rejected
// are means over the answers, where TRL takes prompts and padding too; (2) pairs of two equal sides are left out.
#include "core/engine/train/algorithms/cpo.h"
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {
namespace {

class Cpo : public Algorithm {
public:
    explicit Cpo(CpoConfig config) : config_(std::move(config)) {}
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
        const bool perToken = config_.lossType == "ipo" || config_.lossType == "simpo";
        const at::Tensor logp_B = perToken ? pass.meanLogps() : pass.logp_BT.sum(1);
        LossResult result =
            cpoLoss(pass.chosen(logp_B), pass.rejected(logp_B), config_, step.parts[part].tensors.at("strength"));
        if (config_.cpoAlpha != 0) {
            const at::Tensor nll = -pass.scores.tokens.logp_N.index({pass.chosen_N}).mean();
            result.loss = result.loss + config_.cpoAlpha * nll;
            result.metrics["nll_loss"] = nll.item<double>();
        }
        result.loss = result.loss / static_cast<double>(step.parts.size());
        pass.addMetrics(result.metrics);
        return result;
    }

    TrainState state() const override { return {.json = rows_.order().state()}; }
    Status restore(const TrainState &state) override { return rows_.order().restore(state.json); }

private:
    CpoConfig config_;
    PairRows rows_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = CpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &chosen_P = inputs.at("chosen_logps");
    LossResult result = cpoLoss(chosen_P, inputs.at("rejected_logps"), *read, givenStrength(inputs, chosen_P));
    if (read->cpoAlpha != 0) result.loss = result.loss + read->cpoAlpha * inputs.at("nll_loss");
    return result;
}

/// (1 - p^-alpha) / alpha, which is log p where alpha is 0.
at::Tensor bent(const at::Tensor &logp_P, double alpha) {
    return alpha == 0 ? logp_P : (1 - at::exp(-alpha * logp_P)) / alpha;
}

} // namespace

const Described<CpoConfig> &CpoConfig::described() {
    using C = CpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .add("beta", &C::beta, above(0), "", "how strongly a lead of the chosen answer counts")
            .choice("loss_type", &C::lossType, {"sigmoid", "hinge", "ipo", "simpo"},
                    "sigmoid and hinge of sums over tokens; ipo and simpo of means")
            .add("label_smoothing", &C::labelSmoothing, between(0, 0.4999), "", "assumed share of flipped labels")
            .must({.kind = FieldRule::Kind::Zero,
                   .message = "label_smoothing has no effect on these losses",
                   .unless = {{"loss_type", {"sigmoid", "simpo"}}},
                   .warning = true})
            .add("cpo_alpha", &C::cpoAlpha, atLeast(0), "", "weight of the likelihood of the chosen answers")
            .add("simpo_gamma", &C::simpoGamma, atLeast(0), "", "the lead, times beta, that simpo asks for")
            .add("alpha", &C::alpha, "", "bends rewards as AlphaPO does; 0 is the plain log-probability")
            .include(LabelStrength::described(), &C::strength)
            .must("loss_type", {.kind = FieldRule::Kind::Among,
                                .others = {"sigmoid", "hinge", "simpo"},
                                .message = "this loss is not one of how far the chosen answer leads, so that no margin "
                                           "can be taken off",
                                .when = {{"label_strength", "margin"}}})
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult cpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const CpoConfig &config,
                   const at::Tensor &strength_P) {
    const at::Tensor better_P = bent(chosen_P, config.alpha), worse_P = bent(rejected_P, config.alpha);
    const at::Tensor delta_P = better_P - worse_P, margin_P = marginsOf(config.strength, strength_P),
                     weight_P = weightsOf(config.strength, strength_P);
    at::Tensor loss_P, lead_P = config.beta * delta_P;
    if (margin_P.defined()) lead_P = lead_P - margin_P;
    if (config.lossType == "hinge") {
        loss_P = at::relu(1 - lead_P);
    } else if (config.lossType == "ipo") {
        loss_P = (delta_P - 1 / (2 * config.beta)).square();
    } else {
        if (config.lossType == "simpo") lead_P = lead_P - config.simpoGamma;
        const double e = config.labelSmoothing;
        loss_P = -(1 - e) * at::log_sigmoid(lead_P) - e * at::log_sigmoid(-lead_P);
    }
    if (weight_P.defined()) loss_P = loss_P * weight_P;
    LossResult result{.loss = loss_P.mean(), .metrics = {}};
    addPairRewards(result, loss_P, {config.beta * better_P, config.beta * worse_P}, {chosen_P, rejected_P});
    return result;
}

namespace {

const MethodInfo &cpoMethod() {
    static const MethodInfo method = [] {
        auto metrics = pairMetrics("beta times the log-probability of the chosen answer",
                                   "log-probability of the chosen answer, or its mean over tokens",
                                   "low where the chosen answers lead and are likely");
        metrics.push_back({.name = "nll_loss",
                           .unit = "nats",
                           .group = "loss",
                           .effect = "negative log-likelihood of the chosen answers",
                           .better = Better::Lower});
        return MethodInfo{.name = "cpo",
                          .summary = "Preferences and the likelihood of the chosen answer, without a reference",
                          .role = "algorithm",
                          .spec = CpoConfig::described().spec(),
                          .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                                     {.name = "train",
                                      .what = Artifact::Rows,
                                      .layout = "preference",
                                      .columns = {strengthColumn()},
                                      .effect = "pairs of a chosen and a rejected answer"},
                                     heldOutPort("preference")},
                          .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                          .metrics = withShared(withHeldOut(metrics), loopMetrics())};
    }();
    return method;
}

} // namespace

AlgorithmInfo cpoInfo() {
    return {.info = cpoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = CpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Cpo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"},
            .byMicroBatch = true};
}

} // namespace lapidary
