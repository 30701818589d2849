// SPDX-License-Identifier: Apache-2.0
// Offline reasoning optimisation at the level of tokens. No trainer of TRL has it. Deviations: (1) a completion earns 1
// or 0, as its row says it is good or bad, at its end, and nothing on the way; (2) the value function is a head on the
// policy where no network is named for it, which the paper does not try; (3) the defaults of beta, kl_coef and vf_coef
// are this program's own.
#include "core/engine/train/algorithms/oreo.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/labelled_rows.h"
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/token_pure_loss.h"

namespace lapidary {
namespace {

class Oreo : public Algorithm {
public:
    explicit Oreo(OreoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    TrainOptions optionsOf(std::string_view port) const override {
        return port == kValue ? criticOptions(config_.train) : config_.train;
    }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        if (auto ok = openCritic(context); !ok) return ok;
        auto rows = readLabelledRows(context, config_.maxLength, {});
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        sayIfOfOneKind(context);
        return openOrder(order_, context, rows_.size(), config_.train);
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = readLabelledRows(context, config_.maxLength, {});
        if (!rows) return unexpected(rows.error());
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(picked, context));
            step.items += static_cast<double>(picked.size());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const at::Tensor &ids_BT = t.at("input_ids"), &labels_BT = t.at("labels");
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        const at::Tensor logp_BT = placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
        const at::Tensor mask_BT = placeTokens(at::ones_like(scores.tokens.logp_N.detach()), scores, labels_BT.sizes());
        const Evaluation how{.bf16 = config_.train.bf16};
        const at::Tensor ref_BT = context.networks.evaluate("reference", ids_BT, labels_BT, how);
        const OreoTokens tokens{.values_BT = valuesOf(context.networks, scores, ids_BT, labels_BT),
                                .leads_BT = logp_BT - ref_BT,
                                .mask_BT = mask_BT,
                                .rewards_B = t.at("reward")};
        const OreoLosses losses = oreoLosses(tokens, config_.beta, step.items);
        LossResult result{.loss = losses.policy + config_.vfCoef * losses.value};
        result.metrics = {{"loss/policy", {losses.policy.item<double>(), Over::Sum}},
                          {"loss/value", {losses.value.item<double>(), Over::Sum}},
                          {"kl", maskedMean(tokens.leads_BT.detach(), mask_BT)},
                          {"values", maskedMean(tokens.values_BT.detach(), mask_BT)},
                          {"entropy", meanOf(scores.tokens.entropy_N)}};
        if (config_.klCoef > 0) addDivergence(context, step, part, result);
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    /// KL(policy ‖ reference) of whole distributions, a mean over the tokens of the completions.
    void addDivergence(TrainContext &context, const TrainStep &step, std::size_t part, LossResult &result) const {
        const auto &t = step.parts[part].tensors;
        const at::Tensor &ids_BT = t.at("input_ids"), &labels_BT = t.at("labels");
        const Evaluation how{.bf16 = config_.train.bf16};
        const at::Tensor reference_ND = context.networks.evaluate(
            "reference", how, [&](const Decoder &model) { return hiddenAtLabels(model, ids_BT, labels_BT).hidden_ND; });
        const TeacherLogits reference = [&](std::int64_t begin, std::int64_t count) {
            return context.networks.evaluate("reference", how, [&](const Decoder &model) {
                return headLogits(model, reference_ND.narrow(0, begin, count));
            });
        };
        double tokens = 0;
        for (const MicroBatch &each : step.parts)
            tokens += each.tensors.at("labels")
                          .narrow(1, 1, each.tensors.at("labels").size(1) - 1)
                          .ne(kIgnore)
                          .sum()
                          .item<double>();
        const Divergence apart =
            divergenceFrom(reference, context.policy, hiddenAtLabels(context.policy, ids_BT, labels_BT), {.beta = 1});
        const at::Tensor kl = apart.sum / std::max(1.0, tokens);
        result.loss = result.loss + config_.klCoef * kl;
        result.metrics["loss/kl"] = {kl.item<double>(), Over::Sum};
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, const TrainContext &context) const {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids, labels;
        std::vector<float> rewards;
        for (const std::size_t i : picked) {
            TokenRow row = rows_[i].row(config_.maxLength);
            batch.tokens += static_cast<std::int64_t>(row.ids.size());
            ids.push_back(std::move(row.ids));
            labels.push_back(std::move(row.labels));
            rewards.push_back(rows_[i].good ? 1 : 0);
        }
        const auto device = context.policy.placement().device;
        batch.tensors = {{"input_ids", padRows(ids, context.policy.config().pad.value_or(0), device)},
                         {"labels", padRows(labels, kIgnore, device)},
                         {"reward", at::tensor(rewards).to(device)}};
        return batch;
    }

    void sayIfOfOneKind(TrainContext &context) const {
        const auto good = std::count_if(rows_.begin(), rows_.end(), [](const LabelledRow &row) { return row.good; });
        if (good > 0 && good < static_cast<std::ptrdiff_t>(rows_.size())) return;
        context.job.sink().emit(
            "notice", noticeOf("warning", {"All {0} answers are {1}: values can tell none from another, so that little "
                                           "is learnt but them.",
                                           rows_.size(), Sentence(good > 0 ? worded("good") : worded("bad"))}));
    }

    OreoConfig config_;
    std::vector<LabelledRow> rows_;
    RowOrder order_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OreoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor logps_BT = asRows(inputs.at("per_token_logps")), mask_BT = givenMask(inputs, logps_BT);
    const OreoTokens tokens{.values_BT = asRows(inputs.at("values")),
                            .leads_BT = logps_BT - asRows(inputs.at("ref_per_token_logps")),
                            .mask_BT = mask_BT,
                            .rewards_B = inputs.at("rewards").reshape({-1})};
    const OreoLosses losses = oreoLosses(tokens, read->beta, static_cast<double>(logps_BT.size(0)));
    return LossResult{
        .loss = losses.policy + read->vfCoef * losses.value,
        .metrics = {{"loss/policy", losses.policy.item<double>()}, {"loss/value", losses.value.item<double>()}},
        .tensors = {{"residuals", losses.residual_BT}}};
}

std::vector<MetricInfo> metricsOf() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("loss/policy", "policy", "", "how far values and policy are from agreeing about a token", Better::Lower),
        of("loss/value", "value", "", "the same as what the values learn from", Better::Lower),
        of("loss", "loss", "", "loss/policy, and loss/value and loss/kl by their weights", Better::Lower),
        of("loss/kl", "policy", "nats",
           "how far the policy's distributions are from the reference's; with kl_coef alone"),
        of("kl", "policy", "nats", "how much likelier a token of the data is than by the reference"),
        of("values", "value", "", "mean of what the beginnings of completions are worth"),
        of("entropy", "loss", "nats", "how undecided the model is about a token")};
    own.front().key = true;
    return withShared(std::move(own), loopMetrics({kValue}));
}

const MethodInfo &method() {
    static const MethodInfo info{
        .name = "oreo",
        .summary = "Offline reinforcement from good and bad answers, with a value function that credits each token",
        .role = "algorithm",
        .spec = OreoConfig::described().spec(),
        .inputs = {{.name = kPolicy, .trained = true, .effect = "the model that learns"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "unpaired_preference",
                    .effect = "answers that are good or bad"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that the policy is held to; without it the policy as it starts"},
                   valuePort()},
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"},
                    {.name = kValue, .what = Artifact::Scores, .file = kValue}},
        .metrics = metricsOf()};
    return info;
}

} // namespace

const Described<OreoConfig> &OreoConfig::described() {
    using C = OreoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("beta", &C::beta, above(0), "",
                 "how strongly the policy is held to the reference; smaller moves further")
            .add("kl_coef", &C::klCoef, atLeast(0), "",
                 "weight of the divergence of whole distributions from the reference's; 0 computes none")
            .add("vf_coef", &C::vfCoef, above(0), "", "weight of the loss of the value function")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off, so that the policy differs from the reference by what it learnt alone");
    return d;
}

OreoLosses oreoLosses(const OreoTokens &tokens, double beta, double items) {
    const at::Tensor &mask_BT = tokens.mask_BT, leads_BT = tokens.leads_BT * mask_BT, held_BT = leads_BT.detach();
    const at::Tensor ahead_BT = held_BT.flip(1).cumsum(1).flip(1); // of this token and those behind it
    const at::Tensor reward_B1 = tokens.rewards_B.unsqueeze(1);
    const at::Tensor policy_BT = tokens.values_BT.detach() - reward_B1 + beta * leads_BT + beta * (ahead_BT - held_BT);
    const at::Tensor value_BT = tokens.values_BT - reward_B1 + beta * ahead_BT;
    const at::Tensor tokens_B = mask_BT.sum(1).clamp_min(1);
    const auto mean = [&](const at::Tensor &residual_BT) {
        return ((residual_BT.square() * mask_BT).sum(1) / tokens_B).sum() / items;
    };
    return {.policy = mean(policy_BT), .value = mean(value_BT), .residual_BT = (value_BT * mask_BT).detach()};
}

AlgorithmInfo oreoInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OreoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Oreo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .atRest = {{"kl", 0}},
            .growing = {"train"},
            .holdsBack = true};
}

} // namespace lapidary
