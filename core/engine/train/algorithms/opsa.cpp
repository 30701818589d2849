// SPDX-License-Identifier: Apache-2.0
// On-policy learning without a teacher. The survey that this follows tells of a fixed penalty on the student's unlikely
// tokens; where "unlikely" begins is a setting here, probability_threshold, and the likelihood is that of the policy at
// the step, which on its own completions is the one that they were drawn with.
#include "core/engine/train/algorithms/opsa.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/regularizers/regularizer.h"
#include "core/engine/train/rewritten_rows.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include <cmath>

namespace lapidary {
namespace {

class Opsa : public Algorithm {
public:
    explicit Opsa(OpsaConfig config) : config_(std::move(config)) {
        config_.learnt.promptsWillDo = config_.lmbda == 1;
        config_.train.regularization.values.update(config_.regularization.values);
    }
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        auto rows = readTokenRows(context, config_.learnt, config_.maxLength);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        return openOrder(order_, context, rows_.size(), config_.train);
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        RowOrder order = order_;
        const auto passes = rowsOfStep(order, config_.train, context.rowsPerPass);
        std::vector<TokenRow> picked;
        for (const auto &rows : passes)
            for (const auto row : rows) picked.push_back(rows_[row]);
        const auto rewritten =
            rewriteRows(context, picked, {.lmbda = config_.lmbda, .sampling = sampling(), .stream = "opsa"});
        if (!rewritten) return unexpected(rewritten.error());
        order_ = std::move(order);
        sampledTokens_ += rewritten->tokens;
        TrainStep step{.metrics = rewritten->metrics};
        std::span<const TokenRow> left(picked);
        for (const auto &rows : passes) {
            step.parts.push_back(collate(left.first(rows.size()), context));
            step.items += static_cast<double>(step.parts.back().tensors.at("labels").ne(kIgnore).sum().item<double>());
            left = left.subspan(rows.size());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const LabelScores scores =
            scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, config_.temperature);
        LossResult result = opsaLoss(scores.tokens.logp_N, config_, std::max(1.0, step.items));
        result.metrics["entropy"] = meanOf(scores.tokens.entropy_N);
        return result;
    }

    std::int64_t sampledTokens() const override { return sampledTokens_; }
    TrainState state() const override {
        return {.json = {{"order", order_.state()}, {"sampled_tokens", sampledTokens_}}};
    }
    Status restore(const TrainState &state) override {
        sampledTokens_ = state.json.value("sampled_tokens", std::int64_t{0});
        return order_.restore(state.json.value("order", Json::object()));
    }

private:
    SamplingConfig sampling() const {
        SamplingConfig sampling;
        sampling.maxNewTokens = config_.maxNewTokens;
        sampling.temperature = config_.temperature;
        sampling.topK = config_.topK;
        sampling.topP = config_.topP;
        return sampling;
    }

    static MicroBatch collate(std::span<const TokenRow> rows, const TrainContext &context) {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids, labels;
        for (const TokenRow &row : rows) {
            ids.push_back(row.ids);
            labels.push_back(row.labels);
            labels.back()[0] = kIgnore; // nothing precedes a first token
            batch.tokens += static_cast<std::int64_t>(row.ids.size());
        }
        const auto device = context.policy.placement().device;
        batch.tensors["input_ids"] = padRows(ids, context.policy.config().pad.value_or(0), device);
        batch.tensors["labels"] = padRows(labels, kIgnore, device);
        return batch;
    }

    OpsaConfig config_;
    std::vector<TokenRow> rows_;
    RowOrder order_;
    std::int64_t sampledTokens_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OpsaConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    at::Tensor logp_N = inputs.at("per_token_logps").reshape({-1});
    if (inputs.count("completion_mask")) logp_N = logp_N.index({inputs.at("completion_mask").reshape({-1}).ne(0)});
    return opsaLoss(logp_N, *read, std::max(1.0, static_cast<double>(logp_N.numel())));
}

std::vector<MetricInfo> metricsOf() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect};
    };
    std::vector<MetricInfo> own{
        of("frac_penalised", "policy", "", "share of tokens that the model itself found unlikely"),
        of("entropy", "loss", "nats", "how undecided the model is about a token"),
        of("loss", "loss", "", "the policy gradient's surrogate: its level tells nothing")};
    own.front().key = true;
    for (MetricInfo &each : rewriteMetrics()) own.push_back(std::move(each));
    return withShared(std::move(own), loopMetrics());
}

const MethodInfo &method() {
    static const MethodInfo info = withInputRegularizers(
        {.name = "opsa",
         .summary = "Penalises unlikely tokens of the model's own completions: distillation's control arm",
         .role = "algorithm",
         .spec = OpsaConfig::described().spec(),
         .inputs = {{.name = kPolicy, .trained = true, .effect = "the model that learns"},
                    {.name = "train",
                     .what = Artifact::Rows,
                     .layout = "prompt_completion",
                     .effect = "prompts; with lmbda below 1 completions too"}},
         .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
         .metrics = metricsOf()});
    return info;
}

} // namespace

const Described<OpsaConfig> &OpsaConfig::described() {
    using C = OpsaConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("penalty", &C::penalty, above(0), "", "how strongly an unlikely token is pushed down")
            .add("probability_threshold", &C::probabilityThreshold, between(0, 1), "",
                 "a token is unlikely where its probability is below this")
            .must({.kind = FieldRule::Kind::NotZero, .message = "no token is less likely than that"})
            .add("lmbda", &C::lmbda, between(0, 1), "", "share of the completions that the student writes itself")
            .add("temperature", &C::temperature, above(0), "",
                 "spread of the samples; log-probs are taken at the same temperature")
            .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
            .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions are cut")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer rows lose their end")
            .include(LearntParts::described(), &C::learnt)
            .include(Described<InputRegularizerSettings>(), &C::regularization)
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off");
    return d;
}

LossResult opsaLoss(const at::Tensor &logp_N, const OpsaConfig &config, double items) {
    const at::Tensor unlikely_N = logp_N.detach().lt(std::log(config.probabilityThreshold));
    LossResult result{.loss = (config.penalty * unlikely_N * logp_N).sum() / items,
                      .tensors = {{"penalised", unlikely_N}}};
    if (unlikely_N.numel() > 0) result.metrics["frac_penalised"] = meanOf(unlikely_N.to(at::kFloat));
    return result;
}

AlgorithmInfo opsaInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OpsaConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Opsa>(std::move(*read));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
