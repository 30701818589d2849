// SPDX-License-Identifier: Apache-2.0
// Direct preference optimisation, after TRL 1.16's DPOTrainer. Deviations: (1) one loss type at a time; (2) precomputed
// log-probs of the reference are those of the very batches that are trained on, not of the rows in the order of the
// file; (3) pairs of two equal sides are left out, as their loss is a constant.
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/preference_rows.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/step_rows.h"
#include <cmath>

namespace lapidary {
namespace {

class Dpo : public Algorithm {
public:
    explicit Dpo(DpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        sayWhatIsIgnored(context);
        auto pairs = readPairs(context, config_.maxLength);
        if (!pairs) return unexpected(pairs.error());
        pairs_ = std::move(*pairs);
        order_ = RowOrder(pairs_.size(), config_.train.shuffleDataset, context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        return config_.precomputeRefLogProbs ? precompute(context) : Status{};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        if (config_.precomputeRefLogProbs) // the reference has gone, and what it said was of other batches
            return fail({.code = "train.cannot_add",
                         .message = "no pairs can be added to a run with precomputed log-probs of the reference",
                         .field = "precompute_ref_log_probs",
                         .found = "true",
                         .remedy = "Begin a run without it."});
        auto pairs = readPairs(context, config_.maxLength);
        if (!pairs) return unexpected(pairs.error());
        return append(pairs_, order_, std::move(*pairs));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(pairs_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &rows : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(rows, context));
            if (config_.precomputeRefLogProbs) step.parts.back().tensors["ref_logps"] = precomputed_.at(rows);
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids"), &labels_BT = tensors.at("labels");
        const std::int64_t P = ids_BT.size(0) / 2;
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        const at::Tensor sums_B = placeTokens(scores.tokens.logp_N, scores, ids_BT.sizes()).sum(1);
        const at::Tensor ref_B =
            tensors.count("ref_logps") ? tensors.at("ref_logps") : referenceSums(context, step.parts[part]);
        LossResult result = dpoLoss(
            {sums_B.narrow(0, 0, P), sums_B.narrow(0, P, P), ref_B.narrow(0, 0, P), ref_B.narrow(0, P, P)}, config_);
        result.loss = result.loss / static_cast<double>(step.parts.size());
        result.metrics["entropy"] = meanOf(scores.tokens.entropy_N);
        const at::Tensor chosen_N = scores.row_N.lt(P);
        result.metrics["mean_token_accuracy"] = meanOf(scores.tokens.correct_N.index({chosen_N}));
        result.metrics["logits/chosen"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N}));
        result.metrics["logits/rejected"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N.logical_not()}));
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    void sayWhatIsIgnored(TrainContext &context) const {
        const auto say = [&](const Sentence &text) { context.job.sink().emit("notice", noticeOf("warning", text)); };
        if (config_.train.usePeft && config_.train.lora.loraDropout > 0 && config_.disableDropout)
            say("lora_dropout has no effect: disable_dropout is true, as in TRL");
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, const TrainContext &context) const {
        return collatePairs(pairs_, picked, padding_, context.policy.placement().device);
    }

    Evaluation evaluation() const { return {.bf16 = config_.train.bf16}; }

    at::Tensor referenceSums(const TrainContext &context, const MicroBatch &batch) const {
        return context.networks
            .evaluate("reference", batch.tensors.at("input_ids"), batch.tensors.at("labels"), evaluation())
            .sum(1);
    }

    /// Of every batch that the run will see, in its own padding: another shape rounds otherwise, and in bf16 a policy
    /// that has not moved would be told from the reference. A resumed run finds the same numbers.
    Status precompute(TrainContext &context) {
        RowOrder order = order_;
        const std::int64_t steps = totalSteps(config_.train, stepsPerEpoch());
        for (std::int64_t step = 0; step < steps; ++step) {
            if (context.job.stopToken().stop_requested())
                return fail(kCancelled, "stopped while the reference's log-probs were computed");
            for (const auto &rows : rowsOfStep(order, config_.train, context.rowsPerPass))
                if (!precomputed_.contains(rows)) precomputed_[rows] = referenceSums(context, collate(rows, context));
            context.job.sink().emit("progress", {{"phase", "reference"}, {"done", step + 1}, {"total", steps}});
        }
        context.networks.release("reference");
        return {};
    }

    DpoConfig config_;
    std::vector<Pair> pairs_;
    std::map<std::vector<std::size_t>, at::Tensor>
        precomputed_; ///< by the rows of a batch: sums of the chosen, then of the rejected
    RowOrder order_;
    std::int64_t padding_ = 0;
};

/// Golden vectors: chosen_logps, rejected_logps, ref_chosen_logps, ref_rejected_logps, each [P].
Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = DpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return dpoLoss({inputs.at("chosen_logps"), inputs.at("rejected_logps"), inputs.at("ref_chosen_logps"),
                    inputs.at("ref_rejected_logps")},
                   *read);
}

} // namespace

const Described<DpoConfig> &DpoConfig::described() {
    using C = DpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("beta", &C::beta, above(0), "",
                 "how strongly the policy is held to the reference; smaller moves further")
            .choice("loss_type", &C::lossType, {"sigmoid", "hinge", "robust"},
                    "sigmoid is DPO; robust corrects for label_smoothing flipped labels")
            .add("label_smoothing", &C::labelSmoothing, between(0, 0.4999), "",
                 "assumed share of flipped labels (robust only)")
            .must({.kind = FieldRule::Kind::Zero,
                   .message = "label_smoothing has no effect: only loss_type robust uses it",
                   .unless = {{"loss_type", "robust"}},
                   .warning = true})
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off, so that the policy differs from the reference by what it learnt alone")
            .add("precompute_ref_log_probs", &C::precomputeRefLogProbs, "",
                 "scores all batches with the reference before training, and then frees its memory");
    return d;
}

LossResult dpoLoss(const PairLogps &logps, const DpoConfig &config) {
    const at::Tensor chosen_P = logps.chosen_P - logps.refChosen_P, rejected_P = logps.rejected_P - logps.refRejected_P;
    const at::Tensor scaled_P = config.beta * (chosen_P - rejected_P);
    at::Tensor loss_P = -at::log_sigmoid(scaled_P);
    if (config.lossType == "hinge") {
        loss_P = at::relu(1 - scaled_P);
    } else if (config.lossType == "robust") {
        const double e = config.labelSmoothing;
        loss_P = (-(1 - e) * at::log_sigmoid(scaled_P) + e * at::log_sigmoid(-scaled_P)) / (1 - 2 * e);
    }
    LossResult result{.loss = loss_P.mean()};
    const at::Tensor rewardChosen_P = config.beta * chosen_P.detach(),
                     rewardRejected_P = config.beta * rejected_P.detach();
    result.metrics = {{"rewards/chosen", meanOf(rewardChosen_P)},
                      {"rewards/rejected", meanOf(rewardRejected_P)},
                      {"rewards/accuracies", meanOf(rewardChosen_P.gt(rewardRejected_P))},
                      {"rewards/margins", meanOf(rewardChosen_P - rewardRejected_P)},
                      {"logps/chosen", meanOf(logps.chosen_P.detach())},
                      {"logps/rejected", meanOf(logps.rejected_P.detach())}};
    result.tensors = {
        {"losses", loss_P.detach()}, {"rewards/chosen", rewardChosen_P}, {"rewards/rejected", rewardRejected_P}};
    return result;
}

namespace {

std::vector<MetricInfo> dpoMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("rewards/margins", "preference", "", "how much more the chosen answer is preferred than by the reference",
           Better::Higher),
        of("rewards/accuracies", "preference", "", "share of pairs whose chosen answer has the higher implicit reward",
           Better::Higher),
        of("loss", "loss", "nats", "0.693 where the policy prefers nothing more than the reference does",
           Better::Lower),
        of("rewards/chosen", "preference", "",
           "beta times how much likelier the chosen answer is than by the reference"),
        of("rewards/rejected", "preference", "", "the same of the rejected answer"),
        of("logps/chosen", "preference", "nats", "log-probability of the chosen answer"),
        of("logps/rejected", "preference", "nats", "log-probability of the rejected answer"),
        of("logits/chosen", "detail", "", "mean logit over the chosen answer"),
        of("logits/rejected", "detail", "", "mean logit over the rejected answer"),
        of("entropy", "loss", "nats", "how undecided the model is about a token"),
        of("mean_token_accuracy", "loss", "",
           "share of the chosen answer's tokens that the model would choose itself")};
    own.front().key = true;
    return withShared(std::move(own), loopMetrics());
}

const MethodInfo &dpoMethod() {
    static const MethodInfo method{
        .name = "dpo",
        .summary = "Direct preference optimisation on chosen-rejected pairs",
        .role = "algorithm",
        .spec = DpoConfig::described().spec(),
        .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "preference",
                    .effect = "pairs of a chosen and a rejected answer"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that the policy is held to; without it the policy as it starts"}},
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
        .metrics = dpoMetrics()};
    return method;
}

} // namespace

AlgorithmInfo dpoInfo() {
    return {
        .info = dpoMethod,
        .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
            auto read = DpoConfig::described().read(config);
            if (!read) return tl::unexpected(read.error());
            return std::make_unique<Dpo>(std::move(*read));
        },
        .pureLoss = pureLoss,
        .atRest = {{"loss", std::log(2.0f)}, {"rewards/chosen", 0}, {"rewards/rejected", 0}, {"rewards/margins", 0}},
        .growing = {"train"}};
}

} // namespace lapidary
