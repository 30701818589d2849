// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/distilling.h"
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/rewritten_rows.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/teacher.h"

namespace lapidary {
namespace {

DivergenceOptions comparedBy(const DistillingLoss &loss, double temperature) {
    DivergenceOptions out{.beta = loss.beta, .temperature = temperature, .kdRatio = loss.kdRatio};
    if (loss.divergence == "symmetric_kl") out.symKdRatio = loss.symKdRatio;
    return out;
}

class Distiller : public Algorithm {
public:
    explicit Distiller(Distilling settings) : settings_(std::move(settings)) {
        settings_.learnt.promptsWillDo = settings_.lmbda == 1; // then nobody reads what stands behind them
    }
    const TrainOptions &options() const override { return settings_.train; }
    bool dropsOut() const override { return !settings_.disableDropout; }

    Status prepare(TrainContext &context) override {
        if (auto ok = mustShareVocabulary(context, kTeacher); !ok) return ok;
        if (context.measures) readOnly();
        auto rows = readTokenRows(context, settings_.learnt, settings_.maxLength);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        return openOrder(order_, context, rows_.size(), settings_.train);
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = readTokenRows(context, settings_.learnt, settings_.maxLength);
        if (!rows) return unexpected(rows.error());
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), settings_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        RowOrder order = order_;
        const auto passes = rowsOfStep(order, settings_.train, context.rowsPerPass);
        std::vector<TokenRow> picked;
        for (const auto &rows : passes)
            for (const auto row : rows) picked.push_back(rows_[row]);
        const RewriteSettings how{settings_.lmbda, settings_.teacherWrites, settings_.sampling, settings_.stream};
        const auto rewritten = rewriteRows(context, picked, how);
        if (!rewritten) return unexpected(rewritten.error());
        order_ = std::move(order);
        sampledTokens_ += rewritten->tokens;
        TrainStep step{.metrics = rewritten->metrics};
        std::span<const TokenRow> left(picked);
        for (const auto &rows : passes) {
            step.parts.push_back(collate(left.first(rows.size()), context));
            step.items += step.parts.back().tensors.at("items").item<double>();
            left = left.subspan(rows.size());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const at::Tensor &ids_BT = step.parts[part].tensors.at("input_ids"),
                         &labels_BT = step.parts[part].tensors.at("labels");
        const LabelHidden student = hiddenAtLabels(context.policy, ids_BT, labels_BT);
        const Evaluation how{.bf16 = settings_.train.bf16};
        const at::Tensor teacher_ND = context.networks.evaluate(
            kTeacher, how, [&](const Decoder &model) { return hiddenAtLabels(model, ids_BT, labels_BT).hidden_ND; });
        const TeacherLogits teacher = [&](std::int64_t begin, std::int64_t count) {
            return context.networks.evaluate(kTeacher, how, [&](const Decoder &model) {
                return headLogits(model, teacher_ND.narrow(0, begin, count));
            });
        };
        const Divergence apart =
            divergenceFrom(teacher, context.policy, student, comparedBy(settings_.loss, settings_.lossTemperature));
        return {.loss = apart.sum / std::max(1.0, step.items),
                .metrics = {{"entropy", meanOf(apart.entropy_N)}, {"mean_token_accuracy", meanOf(apart.correct_N)}},
                .tensors = {{"divergence", apart.divergence_N}}};
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
    /// What is held out is measured on the completions of its rows: nothing is written for it.
    void readOnly() {
        settings_.lmbda = 0;
        settings_.teacherWrites = settings_.learnt.promptsWillDo = false;
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
        batch.tensors["items"] = batch.tensors["labels"].ne(kIgnore).sum().cpu().to(at::kDouble);
        return batch;
    }

    Distilling settings_;
    std::vector<TokenRow> rows_;
    RowOrder order_;
    std::int64_t sampledTokens_ = 0;
};

} // namespace

const Described<DistillingLoss> &DistillingLoss::described() {
    using L = DistillingLoss;
    static const auto d =
        Described<L>()
            .choice("divergence", &L::divergence, {"generalized_jsd", "symmetric_kl"},
                    "generalized_jsd by beta; symmetric_kl is forward and reverse KL together, by sym_kd_ratio")
            .add("beta", &L::beta, between(0, 1), "",
                 "which divergence: 0 is forward KL, 1 reverse KL, 0.5 the Jensen-Shannon divergence")
            .add("sym_kd_ratio", &L::symKdRatio, between(0, 1), "", "share of the forward KL in symmetric_kl")
            .add("kd_ratio", &L::kdRatio, between(0, 1), "",
                 "share of the divergence in the loss; the rest is the cross-entropy of the tokens themselves");
    return d;
}

std::unique_ptr<Algorithm> makeDistilling(Distilling settings) {
    return std::make_unique<Distiller>(std::move(settings));
}

Result<LossResult> distillingPureLoss(const TensorMap &inputs, const DistillingLoss &loss, double temperature) {
    const at::Tensor &student = inputs.at("student_logits"), &teacher = inputs.at("teacher_logits");
    if (student.sizes() != teacher.sizes())
        return fail({.code = "loss.bad_shape",
                     .message = "student and teacher do not have logits of the same shape",
                     .field = "teacher_logits"});
    const bool labelled = inputs.count("labels");
    if (loss.kdRatio < 1 && !labelled)
        return fail({.code = "loss.missing_tensor",
                     .message = "kd_ratio below 1 learns the row's own tokens too",
                     .field = "labels"});
    const at::Tensor student_NV = student.reshape({-1, student.size(-1)}),
                     teacher_NV = teacher.detach().reshape({-1, student.size(-1)});
    const at::Tensor labels_N = labelled ? inputs.at("labels").reshape({-1}).to(at::kLong)
                                         : at::zeros({student_NV.size(0)}, student_NV.options().dtype(at::kLong));
    const at::Tensor kept_N = labels_N.ne(kIgnore);
    const at::Tensor kept_NV = student_NV.index({kept_N});
    const auto [each_N, loss_N] =
        tokenDivergence(kept_NV, teacher_NV.index({kept_N}), labels_N.index({kept_N}), comparedBy(loss, temperature));
    const double items = inputs.count("num_items_in_batch") ? inputs.at("num_items_in_batch").item<double>()
                                                            : static_cast<double>(each_N.numel());
    const at::Tensor s_NV = at::log_softmax(kept_NV.detach() / temperature, -1);
    const at::Tensor entropy_N = -(s_NV.exp() * s_NV).sum(-1);
    return LossResult{.loss = loss_N.sum() / std::max(1.0, items),
                      .metrics = {{"entropy", meanOf(entropy_N)}},
                      .tensors = {{"divergence", each_N}, {"entropy", entropy_N}}};
}

std::vector<Port> distillingInputs() {
    return {{.name = kPolicy, .trained = true, .effect = "the student: the model that learns"},
            {.name = "train",
             .what = Artifact::Rows,
             .layout = "prompt_completion",
             .effect =
                 "prompts, and the completions at whose tokens student and teacher are compared; with lmbda 1 the "
                 "prompts alone"},
            {.name = kTeacher,
             .sameVocabulary = true,
             .effect = "the model whose next-token distribution is learnt, of the same vocabulary"},
            heldOutPort("prompt_completion")};
}

std::vector<MetricInfo> distillingMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    MetricInfo loss =
        of("loss", "loss", "nats", "how far the student's next token is from the teacher's, a token", Better::Lower);
    loss.key = true;
    auto metrics =
        withHeldOut({std::move(loss), of("entropy", "loss", "nats", "how undecided the model is about a token"),
                     of("mean_token_accuracy", "loss", "", "share of tokens that the model would have chosen itself")});
    for (MetricInfo &each : rewriteMetrics()) metrics.push_back(std::move(each));
    return withShared(std::move(metrics), loopMetrics());
}

} // namespace lapidary
