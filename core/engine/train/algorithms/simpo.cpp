// SPDX-License-Identifier: Apache-2.0
// Simple preference optimisation, after TRL 1.16's CPOTrainer with loss_type "simpo". Deviations: (1) cpo_alpha is 0
// where it is not set, which is the paper's loss: TRL's 1 adds the likelihood of the chosen answer; (2) averages over
// pairs and tokens are those of the whole step, not means of the micro-batches' means; (3) pairs of two equal sides are
// left out, as their loss is a constant.
#include "core/engine/train/algorithms/simpo.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/preference_rows.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {
namespace {

class Simpo : public Algorithm {
public:
    explicit Simpo(SimpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        auto pairs = readPairs(context, config_.maxLength);
        if (!pairs) return unexpected(pairs.error());
        pairs_ = std::move(*pairs);
        order_ = RowOrder(pairs_.size(), config_.train.shuffleDataset, context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto pairs = readPairs(context, config_.maxLength);
        if (!pairs) return unexpected(pairs.error());
        return append(pairs_, order_, std::move(*pairs));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(pairs_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &rows : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collatePairs(pairs_, rows, padding_, context.policy.placement().device));
            step.items += static_cast<double>(rows.size());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids"), &labels_BT = tensors.at("labels");
        const std::int64_t P = ids_BT.size(0) / 2;
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        const at::Tensor mean_B =
            placeTokens(scores.tokens.logp_N, scores, ids_BT.sizes()).sum(1) / scoredTokens(labels_BT).clamp_min(1);
        LossResult result = simpoLoss(mean_B.narrow(0, 0, P), mean_B.narrow(0, P, P), config_);
        result.loss = result.loss * (static_cast<double>(P) / step.items);
        const at::Tensor chosen_N = scores.row_N.lt(P);
        if (config_.cpoAlpha > 0) {
            const at::Tensor nll = -scores.tokens.logp_N.index({chosen_N}).sum() / chosenTokens(step);
            result.loss = result.loss + config_.cpoAlpha * nll;
            result.metrics["nll_loss"] = {nll.item<double>(), Over::Sum};
        }
        result.metrics["entropy"] = meanOf(scores.tokens.entropy_N);
        result.metrics["mean_token_accuracy"] = meanOf(scores.tokens.correct_N.index({chosen_N}));
        result.metrics["logits/chosen"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N}));
        result.metrics["logits/rejected"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N.logical_not()}));
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    /// How many tokens of each row are scored: a first one is predicted by nothing. [B]
    static at::Tensor scoredTokens(const at::Tensor &labels_BT) {
        return labels_BT.narrow(1, 1, labels_BT.size(1) - 1).ne(kIgnore).sum(1);
    }

    static double chosenTokens(const TrainStep &step) {
        double tokens = 0;
        for (const auto &part : step.parts) {
            const at::Tensor counts_B = scoredTokens(part.tensors.at("labels"));
            tokens += counts_B.narrow(0, 0, counts_B.size(0) / 2).sum().item<double>();
        }
        return std::max(1.0, tokens);
    }

    SimpoConfig config_;
    std::vector<Pair> pairs_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = SimpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    LossResult result = simpoLoss(inputs.at("chosen_logps"), inputs.at("rejected_logps"), *read);
    if (read->cpoAlpha > 0) result.loss = result.loss + read->cpoAlpha * inputs.at("nll_loss");
    return result;
}

std::vector<MetricInfo> simpoMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("rewards/margins", "preference", "", "beta times how much likelier a token of the chosen answer is",
           Better::Higher),
        of("rewards/accuracies", "preference", "", "share of pairs whose chosen answer is likelier per token",
           Better::Higher),
        of("loss", "loss", "nats", "low where the chosen answers lead by more than simpo_gamma", Better::Lower),
        of("rewards/chosen", "preference", "", "beta times the mean log-probability of a token of the chosen answer"),
        of("rewards/rejected", "preference", "", "the same of the rejected answer"),
        of("logps/chosen", "preference", "nats", "mean log-probability of a token of the chosen answer"),
        of("logps/rejected", "preference", "nats", "mean log-probability of a token of the rejected answer"),
        of("logits/chosen", "detail", "", "mean logit over the chosen answer"),
        of("logits/rejected", "detail", "", "mean logit over the rejected answer"),
        of("nll_loss", "loss", "nats", "negative log-likelihood of the chosen answers; with cpo_alpha alone",
           Better::Lower),
        of("entropy", "loss", "nats", "how undecided the model is about a token"),
        of("mean_token_accuracy", "loss", "",
           "share of the chosen answer's tokens that the model would choose itself")};
    own.front().key = true;
    return withShared(std::move(own), loopMetrics());
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
                                               .effect = "pairs of a chosen and a rejected answer"}},
                                   .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                   .metrics = simpoMetrics()};
    return method;
}

} // namespace

const Described<SimpoConfig> &SimpoConfig::described() {
    using C = SimpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("beta", &C::beta, above(0), "", "how strongly a lead per token counts")
            .add("simpo_gamma", &C::simpoGamma, atLeast(0), "", "the lead that a chosen answer should have, times beta")
            .add("cpo_alpha", &C::cpoAlpha, atLeast(0), "",
                 "weight of the likelihood of the chosen answers; 0 is SimPO itself")
            .add("label_smoothing", &C::labelSmoothing, between(0, 0.4999), "", "assumed share of flipped labels")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult simpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const SimpoConfig &config) {
    const at::Tensor lead_P = config.beta * (chosen_P - rejected_P) - config.simpoGamma;
    const double e = config.labelSmoothing;
    const at::Tensor loss_P = -(1 - e) * at::log_sigmoid(lead_P) - e * at::log_sigmoid(-lead_P);
    const at::Tensor rewardChosen_P = config.beta * chosen_P.detach(),
                     rewardRejected_P = config.beta * rejected_P.detach();
    LossResult result{.loss = loss_P.mean()};
    result.metrics = {{"rewards/chosen", meanOf(rewardChosen_P)},
                      {"rewards/rejected", meanOf(rewardRejected_P)},
                      {"rewards/accuracies", meanOf(rewardChosen_P.gt(rewardRejected_P))},
                      {"rewards/margins", meanOf(rewardChosen_P - rewardRejected_P)},
                      {"logps/chosen", meanOf(chosen_P.detach())},
                      {"logps/rejected", meanOf(rejected_P.detach())}};
    result.tensors = {
        {"losses", loss_P.detach()}, {"rewards/chosen", rewardChosen_P}, {"rewards/rejected", rewardRejected_P}};
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
