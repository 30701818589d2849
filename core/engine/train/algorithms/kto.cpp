// SPDX-License-Identifier: Apache-2.0
// Kahneman-Tversky optimisation, after TRL 1.16's KTOTrainer. What z0 is estimated from are the prompts of a batch with
// the completion of the row before each, the first with that of the last: as there, within a batch. Deviation: rows may
// be shuffled, and are matched as they stand in the batch then.
#include "core/engine/train/algorithms/kto.h"
#include "core/engine/train/labelled_rows.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_losses.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include <ATen/core/grad_mode.h>

namespace lapidary {
namespace {

class Kto : public Algorithm {
public:
    explicit Kto(KtoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        auto rows = readLabelledRows(context, config_.maxLength, config_.strength);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        if (auto ok = openOrder(order_, context, rows_.size(), config_.train); !ok) return ok;
        padding_ = context.policy.config().pad.value_or(0);
        sayBalance(context);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = readLabelledRows(context, config_.maxLength, config_.strength);
        if (!rows) return unexpected(rows.error());
        for (LabelledRow &row : *rows) row.line = 0; // it is one of another file
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(picked, context));
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids"), &labels_BT = tensors.at("labels");
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        LabelledLogps logps{.policy_B = placeTokens(scores.tokens.logp_N, scores, ids_BT.sizes()).sum(1),
                            .reference_B = sums(context, "reference", tensors, ""),
                            .good_B = tensors.at("label"),
                            .strength_B = tensors.at("strength")};
        if (tensors.count("kl_input_ids")) {
            logps.klPolicy_B = sums(context, kPolicy, tensors, "kl_");
            logps.klReference_B = sums(context, "reference", tensors, "kl_");
        }
        LossResult result = ktoLoss(logps, config_);
        result.loss = result.loss / static_cast<double>(step.parts.size());
        result.metrics["entropy"] = meanOf(scores.tokens.entropy_N);
        const at::Tensor good_N = logps.good_B.index_select(0, scores.row_N);
        if (good_N.any().item<bool>())
            result.metrics["logits/chosen"] = meanOf(scores.tokens.meanLogit_N.index({good_N}));
        if (!good_N.all().item<bool>())
            result.metrics["logits/rejected"] = meanOf(scores.tokens.meanLogit_N.index({good_N.logical_not()}));
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    at::Tensor sums(const TrainContext &context, std::string_view port, const TensorMap &tensors,
                    const std::string &prefix) const {
        const Evaluation how{.bf16 = config_.train.bf16};
        return context.networks.evaluate(port, tensors.at(prefix + "input_ids"), tensors.at(prefix + "labels"), how)
            .sum(1);
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, const TrainContext &context) const {
        const auto device = context.policy.placement().device;
        MicroBatch batch;
        std::vector<LabelledRow> rows, mismatched;
        std::vector<std::uint8_t> good;
        std::vector<float> strengths;
        std::vector<RowLine> lines;
        for (std::size_t i = 0; i < picked.size(); ++i) {
            rows.push_back(rows_[picked[i]]);
            mismatched.push_back(rows_[picked[i]]);
            mismatched.back().completion = rows_[picked[(i + picked.size() - 1) % picked.size()]].completion;
            good.push_back(rows.back().good ? 1 : 0);
            strengths.push_back(static_cast<float>(rows.back().strength));
            lines.push_back({.place = static_cast<std::int64_t>(i), .line = rows.back().line});
        }
        put(batch, "", rows, device);
        for (const LabelledRow &row : rows)
            batch.tokens += static_cast<std::int64_t>(row.row(config_.maxLength).ids.size());
        if (config_.lossType == "kto") put(batch, "kl_", mismatched, device);
        batch.tensors[kLines] = linesTensor(lines);
        batch.tensors["label"] = at::tensor(good).to(at::kBool).to(device);
        batch.tensors["strength"] = at::tensor(strengths).to(device);
        return batch;
    }

    void put(MicroBatch &batch, const std::string &prefix, const std::vector<LabelledRow> &rows,
             c10::Device device) const {
        std::vector<std::vector<std::int64_t>> ids, labels;
        for (const LabelledRow &each : rows) {
            TokenRow row = each.row(config_.maxLength);
            ids.push_back(std::move(row.ids));
            labels.push_back(std::move(row.labels));
        }
        batch.tensors[prefix + "input_ids"] = padRows(ids, padding_, device);
        batch.tensors[prefix + "labels"] = padRows(labels, kIgnore, device);
    }

    /// The paper wants the good ones to weigh 1 to 4/3 of the bad ones.
    void sayBalance(TrainContext &context) const {
        const auto good = std::count_if(rows_.begin(), rows_.end(), [](const LabelledRow &row) { return row.good; });
        const auto bad = static_cast<std::ptrdiff_t>(rows_.size()) - good;
        const double goods = config_.desirableWeight * static_cast<double>(good),
                     bads = config_.undesirableWeight * static_cast<double>(bad);
        if (bads > 0 && goods / bads >= 0.999 && goods / bads <= 4.0 / 3 + 0.001) return;
        context.job.sink().emit(
            "notice",
            noticeOf("warning", {"{0} good and {1} bad answers: desirable_weight and undesirable_weight should "
                                 "make the good ones count 1 to 1.33 times what the bad ones do",
                                 static_cast<std::int64_t>(good), static_cast<std::int64_t>(bad)}));
    }

    KtoConfig config_;
    std::vector<LabelledRow> rows_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = KtoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    LabelledLogps logps{.policy_B = inputs.at("per_token_logps"),
                        .reference_B = inputs.at("ref_per_token_logps"),
                        .good_B = inputs.at("label").ne(0),
                        .strength_B = givenStrength(inputs, inputs.at("per_token_logps"))};
    if (inputs.count("KL_logps")) {
        logps.klPolicy_B = inputs.at("KL_logps");
        logps.klReference_B = inputs.at("ref_KL_logps");
    }
    return ktoLoss(logps, *read);
}

} // namespace

const Described<KtoConfig> &KtoConfig::described() {
    using C = KtoConfig;
    static const auto all = [] {
        Described<C> d;
        d.include(TrainOptions::evaluated(), &C::train)
            .must("per_device_train_batch_size",
                  {.kind = FieldRule::Kind::AtLeast,
                   .others = {"2"},
                   .message = "the KL term is estimated with the other completions of a batch, and there are none",
                   .when = {{"loss_type", "kto"}}})
            .add("beta", &C::beta, above(0), "",
                 "how strongly the policy is held to the reference; smaller moves further")
            .choice("loss_type", &C::lossType, {"kto", "apo_zero_unpaired"},
                    "apo_zero_unpaired compares with the reference alone, without an estimate of the KL divergence")
            .add("desirable_weight", &C::desirableWeight, atLeast(0), "", "weight of the good answers")
            .add("undesirable_weight", &C::undesirableWeight, atLeast(0), "", "weight of the bad answers")
            .include(LabelStrength::describedAsWeight(), &C::strength)
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
        return d;
    }();
    return all;
}

LossResult ktoLoss(const LabelledLogps &logps, const KtoConfig &config) {
    const at::Tensor s_B = logps.policy_B - logps.reference_B, &good_B = logps.good_B;
    at::Tensor z0 = at::zeros({}, s_B.options().requires_grad(false));
    if (config.lossType == "kto" && logps.klPolicy_B.defined())
        z0 = (logps.klPolicy_B - logps.klReference_B).mean().clamp_min(0).detach();
    const at::Tensor value_B = config.beta * (s_B - z0);
    at::Tensor loss_B = at::where(good_B, config.desirableWeight * (1 - at::sigmoid(value_B)),
                                  config.undesirableWeight * (1 - at::sigmoid(-value_B)));
    const at::Tensor weight_B = weightsOf(config.strength, logps.strength_B);
    if (weight_B.defined()) loss_B = loss_B * weight_B;
    LossResult result{.loss = loss_B.mean(), .metrics = {}};
    const at::Tensor reward_B = config.beta * s_B.detach(), policy_B = logps.policy_B.detach();
    const auto log = [&](const char *side, const at::Tensor &which_B) {
        if (!which_B.any().item<bool>()) return;
        result.metrics[std::string("rewards/") + side] = meanOf(reward_B.index({which_B}));
        result.metrics[std::string("logps/") + side] = meanOf(policy_B.index({which_B}));
    };
    log("chosen", good_B);
    log("rejected", good_B.logical_not());
    if (result.metrics.count("rewards/chosen") && result.metrics.count("rewards/rejected"))
        result.metrics["rewards/margins"] =
            result.metrics["rewards/chosen"].value - result.metrics["rewards/rejected"].value;
    result.metrics["kl"] = z0.item<double>();
    result.tensors = {{"losses", loss_B.detach()}, {"rewards", reward_B}};
    return result;
}

namespace {

std::vector<MetricInfo> ktoMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("rewards/margins", "preference", "", "how much higher the reward of good answers is", Better::Higher),
        of("loss", "loss", "", "0.5 where the policy finds nothing likelier than the reference does", Better::Lower),
        of("rewards/chosen", "preference", "", "beta times how much likelier a good answer is than by the reference",
           Better::Higher),
        of("rewards/rejected", "preference", "", "the same of bad answers", Better::Lower),
        of("kl", "preference", "nats", "how far the policy has moved from the reference on answers of other prompts"),
        of("logps/chosen", "preference", "nats", "log-probability of a good answer"),
        of("logps/rejected", "preference", "nats", "log-probability of a bad answer"),
        of("logits/chosen", "detail", "", "mean logit over good answers"),
        of("logits/rejected", "detail", "", "mean logit over bad answers"),
        of("entropy", "loss", "nats", "how undecided the model is about a token")};
    own.front().key = true;
    return withShared(withHeldOut(own), loopMetrics());
}

const MethodInfo &ktoMethod() {
    static const MethodInfo method{
        .name = "kto",
        .summary = "Preference optimisation on single answers that are good or bad",
        .role = "algorithm",
        .spec = KtoConfig::described().spec(),
        .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "unpaired_preference",
                    .columns = {strengthColumn()},
                    .effect = "answers that are good or bad"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that the policy is held to; without it the policy as it starts"},
                   heldOutPort("unpaired_preference")},
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
        .metrics = ktoMetrics()};
    return method;
}

} // namespace

AlgorithmInfo ktoInfo() {
    return {
        .info = ktoMethod,
        .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
            auto read = KtoConfig::described().read(config);
            if (!read) return tl::unexpected(read.error());
            return std::make_unique<Kto>(std::move(*read));
        },
        .pureLoss = pureLoss,
        .atRest = {{"loss", 0.5}, {"kl", 0}, {"rewards/chosen", 0}, {"rewards/rejected", 0}, {"rewards/margins", 0}},
        .growing = {"train"},
        .byMicroBatch = true};
}

} // namespace lapidary
