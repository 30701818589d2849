// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/self_teacher.h"
#include "core/engine/train/kept_tensors.h"
#include "core/engine/train/ops/head_sum.h"
#include <ATen/core/grad_mode.h>

namespace lapidary {
namespace {

/// How far the policy has moved since it drew, bounded above. [N]
at::Tensor boundedRatio(const at::Tensor &logp_N, const at::Tensor &old_N, double most) {
    constexpr double kFarthest = 20; // as TRL: exp() stays finite
    return (logp_N.detach() - old_N).clamp(-kFarthest, kFarthest).exp().clamp_max(most);
}

at::Tensor logpOf(const at::Tensor &logits_NV, const at::Tensor &target_N) {
    const at::NoGradGuard noGrad;
    return at::log_softmax(logits_NV, 1).gather(1, target_N.unsqueeze(1)).squeeze(1);
}

/// What each token counts in a sum over all completions of a step, that is divided by their number or that of their
/// tokens. [N]
at::Tensor weightsOf(const at::Tensor &tokens_B, const at::Tensor &row_N, bool perSequence) {
    const at::Tensor each_B =
        perSequence ? 1 / tokens_B.clamp_min(1).to(at::kFloat) : at::ones_like(tokens_B, at::kFloat);
    return each_B.index_select(0, row_N);
}

} // namespace

const Described<SelfTeacherSettings> &SelfTeacherSettings::described() {
    using S = SelfTeacherSettings;
    static const auto d =
        Described<S>()
            .choice("teacher_model_kind", &S::teacherModelKind, {"base", "live", "ema"},
                    "base is the model as it starts, live the model as it is, ema follows it slowly")
            .must({.kind = FieldRule::Kind::Among,
                   .others = {"base", "live"},
                   .message = "a teacher that follows is held in f32",
                   .unless = {{"frozen_dtype", "f32"}}})
            .add("teacher_update_rate", &S::teacherUpdateRate, between(0, 1), "",
                 "share of the model in the teacher that follows it; 1 replaces it")
            .add("teacher_sync_steps", &S::teacherSyncSteps, atLeast(1), "steps", "how often the teacher follows");
    return d;
}

Status SelfTeacher::open(TrainContext &context) {
    if (settings_.teacherModelKind == "live") return {};
    const Json inputs = context.run.value("inputs", Json::object());
    if (inputs.contains(kTeacher))
        if (auto ok = mustShareVocabulary(context, kTeacher); !ok) return ok;
    if (settings_.teacherModelKind == "base") return {};
    weights_ = context.networks.follower(kTeacher);
    if (context.networks.follow(kTeacher, 0)) return {};
    return fail({.code = "train.cannot_follow",
                 .message = "the teacher has other weights than the policy and cannot follow it",
                 .field = "teacher_model_kind",
                 .found = "ema",
                 .remedy = "Name no teacher, or one of the same shape as the policy, or take the kind base."});
}

void SelfTeacher::follow(const TrainContext &context) {
    const std::int64_t done = context.step - 1;
    if (settings_.teacherModelKind != "ema" || done == 0 || done % settings_.teacherSyncSteps != 0) return;
    context.networks.follow(kTeacher, settings_.teacherUpdateRate);
}

Status SelfTeacher::restore(const NamedTensors &kept) const {
    return takeKept(kept, weights_);
}

MicroBatch SelfTeacher::collate(std::span<const TaughtCompletion> rows, const TrainContext &context) {
    MicroBatch batch;
    std::vector<std::vector<std::int64_t>> ids, labels, teacherIds, teacherLabels;
    std::vector<std::int64_t> tokens;
    const auto put = [](const TaughtCompletion &row, const std::vector<std::int64_t> &prompt, auto &into,
                        auto &learnt) {
        into.push_back(prompt);
        into.back().insert(into.back().end(), row.completion.begin(), row.completion.end());
        learnt.emplace_back(into.back().size(), kIgnore);
        for (std::size_t i = row.skip; row.learnt && i < row.completion.size(); ++i)
            learnt.back()[prompt.size() + i] = row.completion[i];
    };
    for (const TaughtCompletion &row : rows) {
        put(row, row.prompt, ids, labels);
        put(row, row.teacher, teacherIds, teacherLabels);
        tokens.push_back(
            std::count_if(labels.back().begin(), labels.back().end(), [](auto id) { return id != kIgnore; }));
        batch.tokens += static_cast<std::int64_t>(ids.back().size());
    }
    const auto device = context.policy.placement().device;
    const std::int64_t padding = context.policy.config().pad.value_or(0);
    batch.tensors = {{"input_ids", padRows(ids, padding, device)},
                     {"labels", padRows(labels, kIgnore, device)},
                     {"teacher_input_ids", padRows(teacherIds, padding, device)},
                     {"teacher_labels", padRows(teacherLabels, kIgnore, device)},
                     {"tokens", at::tensor(tokens).to(device)}};
    return batch;
}

LossResult SelfTeacher::loss(TrainContext &context, const MicroBatch &batch, double items,
                             const SelfLossSettings &how) const {
    const auto &t = batch.tensors;
    const LabelHidden student = hiddenAtLabels(context.policy, t.at("input_ids"), t.at("labels"));
    const std::string port = settings_.teacherModelKind == "live" ? kPolicy : kTeacher;
    const Evaluation evaluation{.bf16 = bf16_};
    const at::Tensor teacher_ND = context.networks.evaluate(port, evaluation, [&](const Decoder &model) {
        return hiddenAtLabels(model, t.at("teacher_input_ids"), t.at("teacher_labels")).hidden_ND;
    });
    const at::Tensor weights_N = weightsOf(t.at("tokens"), student.row_N, how.perSequence);
    at::Tensor each_N = at::zeros_like(weights_N), entropy_N = at::zeros_like(weights_N);
    const ChunkSum sumOf = [&](const at::Tensor &logits_CV, std::int64_t begin) {
        const std::int64_t count = logits_CV.size(0);
        const auto part = [&](const at::Tensor &all) { return all.narrow(0, begin, count); };
        const at::Tensor s_CV = logits_CV / how.temperature, target_C = part(student.target_N);
        const at::Tensor t_CV = context.networks.evaluate(port, evaluation, [&](const Decoder &model) {
            return headLogits(model, part(teacher_ND)) / how.temperature;
        });
        const at::Tensor loss_C = selfDivergence(s_CV, t_CV, target_C, how.divergence);
        const at::Tensor sum = (loss_C * part(weights_N)).sum();
        const at::NoGradGuard noGrad;
        part(each_N).copy_(loss_C);
        const at::Tensor logp_CV = at::log_softmax(s_CV, 1);
        part(entropy_N).copy_(-(logp_CV.exp() * logp_CV).sum(1));
        return sum;
    };
    LossResult result{.loss = sumOverHead(context.policy, student.hidden_ND, sumOf) / std::max(1.0, items),
                      .tensors = {{"divergence", each_N.detach()}}};
    if (each_N.numel() == 0) return result;
    result.metrics = {{"entropy", meanOf(entropy_N.detach())},
                      {"self_distillation/distillation_loss", meanOf(each_N.detach())}};
    return result;
}

Port selfTeacherPort() {
    return {.name = kTeacher,
            .required = false,
            .sameVocabulary = true,
            .effect = "a teacher that is shown more; without it the policy itself, by teacher_model_kind"};
}

std::vector<MetricInfo> selfTeachingMetrics() {
    MetricInfo loss{.name = "loss",
                    .unit = "nats",
                    .group = "loss",
                    .effect = "how far the student's tokens are from those of its teacher, who is shown more",
                    .better = Better::Lower,
                    .key = true};
    return {std::move(loss),
            {.name = "self_distillation/distillation_loss",
             .unit = "nats",
             .group = "loss",
             .effect = "the same as a mean over all tokens",
             .better = Better::Lower},
            {.name = "entropy", .unit = "nats", .group = "loss", .effect = "how undecided the model is about a token"}};
}

Result<LossResult> selfTeachingPureLoss(const TensorMap &inputs, const SelfLossSettings &how) {
    const at::Tensor &student = inputs.at("student_logits"), &teacher = inputs.at("teacher_logits"),
                     &ids = inputs.at("completion_ids");
    if (student.sizes() != teacher.sizes() || student.dim() != ids.dim() + 1)
        return fail({.code = "loss.bad_shape",
                     .message = "student and teacher do not have logits of the same shape, one row for each token",
                     .field = "teacher_logits"});
    const std::int64_t T = ids.size(-1), V = student.size(-1);
    const auto rows = [&](const at::Tensor &logits) { return logits.reshape({-1, V}) / how.temperature; };
    const at::Tensor target_N = ids.reshape({-1}).to(at::kLong);
    at::Tensor each_BT =
        selfDivergence(rows(student), rows(teacher.detach()), target_N, how.divergence).reshape({-1, T});
    if (how.isClip > 0 && inputs.count("old_per_token_logps"))
        each_BT = each_BT * boundedRatio(logpOf(rows(student.detach()), target_N),
                                         inputs.at("old_per_token_logps").reshape({-1}), how.isClip)
                                .reshape({-1, T});
    const at::Tensor mask_BT = inputs.count("completion_mask") ? inputs.at("completion_mask").reshape({-1, T})
                                                               : at::ones_like(each_BT.detach());
    const at::Tensor sum_B = (each_BT * mask_BT).sum(1), tokens_B = mask_BT.sum(1);
    const at::Tensor loss =
        how.perSequence ? (sum_B / tokens_B.clamp_min(1)).mean() : sum_B.sum() / tokens_B.sum().clamp_min(1);
    return LossResult{.loss = loss,
                      .metrics = {{"self_distillation/distillation_loss",
                                   (sum_B.sum() / tokens_B.sum().clamp_min(1)).item<double>()}},
                      .tensors = {{"divergence", each_BT.detach()}}};
}

} // namespace lapidary
