// SPDX-License-Identifier: Apache-2.0
// Odds-ratio preference optimisation, after TRL 1.16's ORPOTrainer. Deviations: (1) logits/chosen and logits/rejected
// are means over the answers, where TRL takes prompts and padding too; (2) nll_of_prompt = false leaves the prompt out
// of the likelihood, as LLaMA-Factory and the paper have it; (3) pairs of two equal sides are left out.
#include "core/engine/train/algorithms/orpo.h"
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {
namespace {

class Orpo : public Algorithm {
public:
    explicit Orpo(OrpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        return rows_.read(context, config_.train, config_.maxLength, config_.strength);
    }
    Result<std::int64_t> addRows(TrainContext &context) override { return rows_.add(context); }
    std::int64_t stepsPerEpoch() const override { return stepsFor(rows_.order(), rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override { return rows_.nextStep(context, config_.train); }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const MicroBatch &batch = step.parts[part];
        const PairPass pass(context, batch, config_.nllOfPrompt ? withPrompts(batch) : at::Tensor());
        const at::Tensor mean_B = pass.meanLogps();
        LossResult result = orpoLoss(pass.chosen(mean_B), pass.rejected(mean_B), config_, batch.tensors.at("strength"));
        const at::Tensor nll = -pass.scores.tokens.logp_N.index({pass.scores.row_N.lt(pass.P)}).mean();
        result.metrics["nll_loss"] = nll.item<double>();
        result.loss = (result.loss + nll) / static_cast<double>(step.parts.size());
        pass.addMetrics(result.metrics);
        return result;
    }

    TrainState state() const override { return {.json = rows_.order().state()}; }
    Status restore(const TrainState &state) override { return rows_.order().restore(state.json); }

private:
    /// Labels of all tokens of the chosen rows, beside those of the rejected completions. [B, T]
    static at::Tensor withPrompts(const MicroBatch &batch) {
        const at::Tensor &ids_BT = batch.tensors.at("input_ids"), &labels_BT = batch.tensors.at("labels");
        const at::Tensor real_BT =
            at::arange(ids_BT.size(1), ids_BT.options()).unsqueeze(0).lt(batch.tensors.at("lengths").unsqueeze(1));
        const at::Tensor chosen_B1 = at::arange(ids_BT.size(0), ids_BT.options()).lt(ids_BT.size(0) / 2).unsqueeze(1);
        return at::where(real_BT.logical_and(chosen_B1), ids_BT, labels_BT);
    }

    OrpoConfig config_;
    PairRows rows_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OrpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &chosen_P = inputs.at("chosen_logps");
    LossResult result = orpoLoss(chosen_P, inputs.at("rejected_logps"), *read, givenStrength(inputs, chosen_P));
    if (inputs.count("nll_loss")) result.loss = result.loss + inputs.at("nll_loss");
    return result;
}

/// log(1 - e^x) for x < 0, near 0 too (Maechler 2012). Neither branch sees what it has no gradient at.
at::Tensor log1mexp(const at::Tensor &x) {
    constexpr double kMiddle = -0.693147180559945, kNearest = -1e-7; // a certain answer has no odds
    const at::Tensor near = at::log(-at::expm1(x.clamp(kMiddle, kNearest))),
                     far = at::log1p(-at::exp(x.clamp_max(kMiddle)));
    return at::where(x.gt(kMiddle), near, far);
}

} // namespace

const Described<OrpoConfig> &OrpoConfig::described() {
    using C = OrpoConfig;
    static const auto d = Described<C>()
                              .include(TrainOptions::evaluated(), &C::train)
                              .add("beta", &C::beta, atLeast(0), "",
                                   "weight of the preference beside the likelihood; lambda in the paper")
                              .add("nll_of_prompt", &C::nllOfPrompt, "",
                                   "learns the prompt's tokens too, as TRL does; false: the chosen answer alone")
                              .include(LabelStrength::describedAsWeight(), &C::strength)
                              .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
                              .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult orpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const OrpoConfig &config,
                    const at::Tensor &strength_P) {
    const double beta = config.beta;
    const at::Tensor odds_P = (chosen_P - rejected_P) - (log1mexp(chosen_P) - log1mexp(rejected_P)),
                     ratio_P = at::log_sigmoid(odds_P), weight_P = weightsOf(config.strength, strength_P);
    at::Tensor loss_P = -beta * ratio_P;
    if (weight_P.defined()) loss_P = loss_P * weight_P;
    LossResult result{.loss = loss_P.mean(), .metrics = {}};
    addPairRewards(result, loss_P, {beta * chosen_P, beta * rejected_P}, {chosen_P, rejected_P});
    result.metrics["log_odds_ratio"] = meanOf(ratio_P.detach());
    result.metrics["log_odds_chosen"] = meanOf(odds_P.detach());
    result.tensors["log_odds"] = odds_P.detach();
    return result;
}

namespace {

const MethodInfo &orpoMethod() {
    static const MethodInfo method = [] {
        auto metrics = pairMetrics("beta times the mean log-probability of a token of the chosen answer",
                                   "mean log-probability of a token of the chosen answer",
                                   "low where the chosen answers are likely, and likelier than the rejected ones");
        metrics.push_back({.name = "nll_loss",
                           .unit = "nats",
                           .group = "loss",
                           .effect = "negative log-likelihood of the chosen answers",
                           .better = Better::Lower});
        metrics.push_back({.name = "log_odds_chosen",
                           .group = "preference",
                           .effect = "how much higher the log-odds of the chosen answer are",
                           .better = Better::Higher});
        metrics.push_back({.name = "log_odds_ratio",
                           .group = "detail",
                           .effect = "log-sigmoid of the same",
                           .better = Better::Higher});
        return MethodInfo{.name = "orpo",
                          .summary = "Supervised learning of the chosen answer with an odds ratio, without a reference",
                          .role = "algorithm",
                          .spec = OrpoConfig::described().spec(),
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

AlgorithmInfo orpoInfo() {
    return {.info = orpoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OrpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Orpo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"},
            .byMicroBatch = true};
}

} // namespace lapidary
