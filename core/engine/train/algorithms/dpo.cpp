// SPDX-License-Identifier: Apache-2.0
// Direct preference optimisation and its family, after TRL 1.16's DPOTrainer. Deviations: (1) precomputed log-probs of
// the reference are those of the very batches that are trained on, not of the rows in the order of the file; (2) pairs
// of two equal sides are left out, as their loss is a constant; (3) loss types "cdpo" and "ipo_sum" are added, of older
// releases and of OpenRLHF; (4) label_strength makes a margin or a weight of how strong a label is.
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/kept_tensors.h"
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/step_rows.h"
#include <ATen/core/grad_mode.h>
#include <cmath>

namespace lapidary {
namespace {

void takeStrength(PairLogps &logps, const LabelStrength &how, const at::Tensor &strength_P) {
    logps.margins_P = marginsOf(how, strength_P);
    const at::Tensor weights_P = weightsOf(how, strength_P);
    if (weights_P.defined()) logps.weights_P = logps.weights_P.defined() ? logps.weights_P * weights_P : weights_P;
}

class Dpo : public Algorithm {
public:
    explicit Dpo(DpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        if (config_.train.usePeft && config_.train.lora.loraDropout > 0 && config_.disableDropout)
            context.job.sink().emit(
                "notice", noticeOf("warning", "lora_dropout has no effect: disable_dropout is true, as in TRL"));
        if (auto ok = rows_.read(context, config_.train, config_.maxLength, config_.strength); !ok) return ok;
        if (config_.syncRefModel) return followable(context);
        return config_.precomputeRefLogProbs && !context.checks ? precompute(context) : Status{};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        if (config_.precomputeRefLogProbs) // the reference has gone, and what it said was of other batches
            return fail({.code = "train.cannot_add",
                         .message = "no pairs can be added to a run with precomputed log-probs of the reference",
                         .field = "precompute_ref_log_probs",
                         .found = "true",
                         .remedy = "Begin a run without it."});
        return rows_.add(context);
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(rows_.order(), rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        follow(context);
        TrainStep step;
        for (const auto &pairs : rows_.next(context, config_.train)) {
            step.parts.push_back(rows_.collate(pairs, context));
            if (config_.precomputeRefLogProbs) step.parts.back().tensors["ref_logps"] = precomputed_.at(pairs);
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const MicroBatch &batch = step.parts[part];
        const auto &tensors = batch.tensors;
        const PairPass pass(context, batch);
        const at::Tensor sums_B = (pass.logp_BT * tokenWeights(batch)).sum(1);
        const at::Tensor ref_B = tensors.count("ref_logps") ? tensors.at("ref_logps") : referenceSums(context, batch);
        const at::Tensor tokens_B = tensors.at("labels").ne(kIgnore).sum(1);
        PairLogps logps{.chosen_P = pass.chosen(sums_B),
                        .rejected_P = pass.rejected(sums_B),
                        .refChosen_P = pass.chosen(ref_B),
                        .refRejected_P = pass.rejected(ref_B),
                        .chosenTokens_P = pass.chosen(tokens_B),
                        .rejectedTokens_P = pass.rejected(tokens_B),
                        .chosenNll = -pass.scores.tokens.logp_N.index({pass.chosen_N}).mean()};
        if (config_.useWeighting) logps.weights_P = likelihoods(pass);
        takeStrength(logps, config_.strength, tensors.at("strength"));
        LossResult result = dpoLoss(logps, config_.pair);
        result.loss = result.loss / static_cast<double>(step.parts.size());
        pass.addMetrics(result.metrics);
        return result;
    }

    TrainState state() const override { return {.json = rows_.order().state(), .tensors = reference_}; }
    Status restore(const TrainState &state) override {
        if (auto ok = takeKept(state.tensors, reference_); !ok) return ok;
        return rows_.order().restore(state.json);
    }

private:
    Evaluation evaluation() const { return {.bf16 = config_.train.bf16}; }

    /// What the tokens of a completion count: those beyond the shorter one's length ld_alpha (LD-DPO, Liu et al. 2024).
    /// [B, T]
    at::Tensor tokenWeights(const MicroBatch &batch) const {
        const at::Tensor scored_BT = batch.tensors.at("labels").ne(kIgnore);
        if (config_.ldAlpha == 1) return scored_BT.to(at::kFloat);
        const std::int64_t P = scored_BT.size(0) / 2;
        const at::Tensor place_BT = scored_BT.cumsum(1), tokens_B = scored_BT.sum(1);
        const at::Tensor shared_P = at::min(tokens_B.narrow(0, 0, P), tokens_B.narrow(0, P, P));
        const at::Tensor beyond_BT = place_BT.gt(at::cat({shared_P, shared_P}).unsqueeze(1));
        return at::where(beyond_BT, config_.ldAlpha, 1.0).to(at::kFloat);
    }

    at::Tensor referenceSums(const TrainContext &context, const MicroBatch &batch) const {
        const at::Tensor logp_BT = context.networks.evaluate("reference", batch.tensors.at("input_ids"),
                                                             batch.tensors.at("labels"), evaluation());
        return (logp_BT * tokenWeights(batch)).sum(1);
    }

    /// Of each pair: the geometric means over tokens of p / Σ p², multiplied. [P]
    static at::Tensor likelihoods(const PairPass &pass) {
        const at::NoGradGuard noGrad;
        const auto &tokens = pass.scores.tokens;
        const at::Tensor aligned_BT = placeTokens(tokens.logp_N - tokens.logSumSq_N, pass.scores, pass.logp_BT.sizes());
        const at::Tensor mean_B = (aligned_BT.sum(1) / pass.tokens_B.clamp_min(1)).exp();
        return pass.chosen(mean_B) * pass.rejected(mean_B);
    }

    /// Of every batch that the run will see, in its own padding: another shape rounds otherwise, and in bf16 a policy
    /// that has not moved would be told from the reference. A resumed run finds the same numbers.
    Status precompute(TrainContext &context) {
        RowOrder order = rows_.order();
        const std::int64_t steps = totalSteps(config_.train, stepsPerEpoch());
        for (std::int64_t step = 0; step < steps; ++step) {
            if (context.job.stopToken().stop_requested())
                return fail(kCancelled, "stopped while the reference's log-probs were computed");
            for (const auto &pairs : rowsOfStep(order, config_.train, context.rowsPerPass))
                if (!precomputed_.contains(pairs))
                    precomputed_[pairs] = referenceSums(context, rows_.collate(pairs, context));
            context.job.sink().emit("progress", {{"phase", "reference"}, {"done", step + 1}, {"total", steps}});
        }
        if (!context.measures) context.networks.release("reference");
        return {};
    }

    /// A reference that follows is part of the run's state.
    Status followable(const TrainContext &context) {
        const NamedTensors policy = context.policy.parameters();
        reference_ = context.networks["reference"].parameters();
        const bool same =
            policy.size() == reference_.size() &&
            std::equal(policy.begin(), policy.end(), reference_.begin(), [](const auto &a, const auto &b) {
                return a.name == b.name && a.tensor.sizes() == b.tensor.sizes();
            });
        if (same) return {};
        return fail({.code = "train.cannot_follow",
                     .message = "the reference has other weights than the policy and cannot follow it",
                     .field = "sync_ref_model",
                     .found = "true",
                     .remedy = "Name no reference, or one of the same shape as the policy."});
    }

    /// Called before a step, when the steps so far have moved the policy.
    void follow(const TrainContext &context) {
        const std::int64_t done = context.step - 1;
        if (!config_.syncRefModel || done == 0 || done % config_.refModelSyncSteps != 0) return;
        const at::NoGradGuard noGrad;
        const NamedTensors policy = context.policy.parameters();
        const double alpha = config_.refModelMixupAlpha;
        for (std::size_t i = 0; i < policy.size(); ++i)
            reference_[i].tensor.mul_(1 - alpha).add_(policy[i].tensor, alpha);
    }

    DpoConfig config_;
    PairRows rows_;
    std::map<std::vector<std::size_t>, at::Tensor>
        precomputed_;        ///< by the pairs of a batch: sums of the chosen, then of the rejected
    NamedTensors reference_; ///< its weights, where it follows the policy
};

/// Golden vectors: see the header.
Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = DpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto has = [&](const char *type) {
        return std::find(read->pair.lossType.begin(), read->pair.lossType.end(), type) != read->pair.lossType.end();
    };
    PairLogps logps{.chosen_P = inputs.at("chosen_logps"),
                    .rejected_P = inputs.at("rejected_logps"),
                    .refChosen_P = inputs.at("ref_chosen_logps"),
                    .refRejected_P = inputs.at("ref_rejected_logps")};
    if (has("ipo") || has("sigmoid_norm")) {
        logps.chosenTokens_P = inputs.at("chosen_tokens");
        logps.rejectedTokens_P = inputs.at("rejected_tokens");
    }
    if (has("sft")) logps.chosenNll = inputs.at("nll_loss");
    if (inputs.count("weights")) logps.weights_P = inputs.at("weights");
    takeStrength(logps, read->strength, givenStrength(inputs, logps.chosen_P));
    return dpoLoss(logps, read->pair);
}

std::vector<std::string> lossesThat(bool (*may)(const std::string &)) {
    std::vector<std::string> names;
    for (const auto &name : pairLossNames())
        if (may(name)) names.push_back(name);
    return names;
}

void addLoss(Described<PairLossSettings> &d) {
    using S = PairLossSettings;
    d.add("beta", &S::beta, above(0), "", "how strongly the policy is held to the reference; smaller moves further")
        .choices("loss_type", &S::lossType, pairLossNames(), "sigmoid is DPO; several are added up by loss_weights")
        .must({.kind = FieldRule::Kind::NotEmpty, .message = "there is no loss"})
        .must({.kind = FieldRule::Kind::Among,
               .others = lossesThat(allowsDivergence),
               .message = "this loss is defined for f_divergence_type reverse_kl alone",
               .unless = {{"f_divergence_type", "reverse_kl"}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = lossesThat([](const std::string &name) { return !sortsPairs(name); }),
               .message = "this loss sorts the pairs, so that use_weighting cannot weigh one",
               .unless = {{"use_weighting", false}}})
        .add("loss_weights", &S::lossWeights, "", "weights of the loss types, as many as loss_type; empty: all 1")
        .must({.kind = FieldRule::Kind::AsMany, .others = {"loss_type"}, .message = "not as many weights as losses"})
        .add("label_smoothing", &S::labelSmoothing, between(0, 0.4999), "",
             "assumed share of flipped labels, for cdpo, robust, exo_pair, aot and aot_unpaired")
        .must({.kind = FieldRule::Kind::Zero,
               .message = "label_smoothing has no effect on these losses",
               .unless = {{"loss_type", lossesThat(smoothsLabels)}},
               .warning = true})
        .must({.kind = FieldRule::Kind::NotZero,
               .message = "exo_pair needs a label_smoothing, such as 0.001",
               .when = {{"loss_type", "exo_pair"}}})
        .choice("f_divergence_type", &S::fDivergenceType, fDivergenceNames(),
                "by which divergence the policy is held to the reference")
        .add("f_alpha_divergence_coef", &S::fAlphaDivergenceCoef, "", "alpha of alpha_divergence; 1 is reverse_kl")
        .add("discopop_tau", &S::discopopTau, above(0), "",
             "how sharply discopop turns from one of its parts to another");
}

const Described<PairLossSettings> &pairSettings() {
    static const auto d = [] {
        Described<PairLossSettings> all;
        addLoss(all);
        return all;
    }();
    return d;
}

/// How the reference follows the policy.
void addFollowing(Described<DpoConfig> &d) {
    using C = DpoConfig;
    const auto not_ = [](const char *message, const Json &unless) {
        return FieldRule{.kind = FieldRule::Kind::Zero, .message = message, .unless = unless};
    };
    d.add("sync_ref_model", &C::syncRefModel, "", "the reference follows the policy every ref_model_sync_steps")
        .must(not_("the reference of an adapter is the model without it, which cannot follow", {{"use_peft", false}}))
        .must(not_("a reference that follows cannot be precomputed", {{"precompute_ref_log_probs", false}}))
        .must(not_("a reference that follows is held in f32", {{"frozen_dtype", "f32"}}))
        .add("ref_model_mixup_alpha", &C::refModelMixupAlpha, between(0, 1), "",
             "share of the policy in the reference that follows it; 1 replaces it")
        .add("ref_model_sync_steps", &C::refModelSyncSteps, atLeast(1), "steps", "how often it follows");
}

} // namespace

const Described<DpoConfig> &DpoConfig::described() {
    using C = DpoConfig;
    static const auto all = [] {
        Described<C> d;
        d.include(TrainOptions::evaluated(), &C::train)
            .include(pairSettings(), &C::pair)
            .include(LabelStrength::described(), &C::strength)
            .must("loss_type", {.kind = FieldRule::Kind::Among,
                                .others = lossesThat(takesMargin),
                                .message = "this loss is not one of how far the chosen answer leads, so that no margin "
                                           "can be taken off",
                                .when = {{"label_strength", "margin"}}})
            .must("loss_type", {.kind = FieldRule::Kind::Among,
                                .others = lossesThat([](const std::string &name) { return !sortsPairs(name); }),
                                .message = "this loss sorts the pairs, so that label_strength cannot weigh one",
                                .when = {{"label_strength", "weight"}}})
            .add("ld_alpha", &C::ldAlpha, between(0, 1), "",
                 "weight of an answer's tokens beyond the length of the shorter one; less than 1 favours length less")
            .add("use_weighting", &C::useWeighting, "", "weighs a pair by how likely the policy would write it itself")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off, so that the policy differs from the reference by what it learnt alone")
            .add("precompute_ref_log_probs", &C::precomputeRefLogProbs, "",
                 "scores all batches with the reference before training, and then frees its memory");
        addFollowing(d);
        return d;
    }();
    return all;
}

LossResult dpoLoss(const PairLogps &logps, const PairLossSettings &settings) {
    const at::Tensor loss_P = pairLosses(logps, settings);
    LossResult result{.loss = loss_P.mean()};
    addPairRewards(result, loss_P,
                   {settings.beta * (logps.chosen_P - logps.refChosen_P),
                    settings.beta * (logps.rejected_P - logps.refRejected_P)},
                   {logps.chosen_P, logps.rejected_P});
    return result;
}

namespace {

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
                    .columns = {strengthColumn()},
                    .effect = "pairs of a chosen and a rejected answer"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that the policy is held to; without it the policy as it starts"},
                   heldOutPort("preference")},
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
        .metrics = withShared(
            withHeldOut(pairMetrics("beta times how much likelier the chosen answer is than by the reference",
                                    "log-probability of the chosen answer",
                                    "0.693 where the policy prefers nothing more than the reference does")),
            loopMetrics())};
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
