// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {

Status PairRows::read(TrainContext &context, const TrainOptions &options, std::int64_t maxLength,
                      const LabelStrength &strength) {
    maxLength_ = maxLength;
    strength_ = strength;
    auto pairs = readPairs(context, maxLength_, strength_);
    if (!pairs) return unexpected(pairs.error());
    pairs_ = std::move(*pairs);
    if (auto ok = openOrder(order_, context, pairs_.size(), options); !ok) return ok;
    padding_ = context.policy.config().pad.value_or(0);
    return {};
}

Result<std::int64_t> PairRows::add(TrainContext &context) {
    auto pairs = readPairs(context, maxLength_, strength_);
    if (!pairs) return unexpected(pairs.error());
    for (Pair &pair : *pairs) pair.line = 0; // it is one of another file
    return append(pairs_, order_, std::move(*pairs));
}

std::vector<std::vector<std::size_t>> PairRows::next(const TrainContext &context, const TrainOptions &options) {
    return rowsOfStep(order_, options, context.rowsPerPass);
}

TrainStep PairRows::nextStep(const TrainContext &context, const TrainOptions &options) {
    TrainStep step;
    for (const auto &rows : next(context, options)) {
        step.parts.push_back(collate(rows, context));
        step.items += static_cast<double>(rows.size());
    }
    return step;
}

MicroBatch PairRows::collate(const std::vector<std::size_t> &pairs, const TrainContext &context) const {
    return collatePairs(pairs_, pairs, padding_, context.policy.placement().device);
}

PairPass::PairPass(const TrainContext &context, const MicroBatch &batch, const at::Tensor &learnt_BT)
    : P(batch.tensors.at("input_ids").size(0) / 2),
      scores(scoreLabels(context.policy, batch.tensors.at("input_ids"),
                         learnt_BT.defined() ? learnt_BT : batch.tensors.at("labels"))) {
    const at::Tensor &labels_BT = batch.tensors.at("labels");
    const at::Tensor answer_N = labels_BT.index({scores.row_N, scores.column_N}).ne(kIgnore);
    chosen_N = answer_N.logical_and(scores.row_N.lt(P));
    rejected_N = answer_N.logical_and(scores.row_N.ge(P));
    logp_BT = placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
    if (learnt_BT.defined()) logp_BT = logp_BT * labels_BT.ne(kIgnore);
    tokens_B = scoredTokens(labels_BT);
}

at::Tensor PairPass::meanLogps() const {
    return logp_BT.sum(1) / tokens_B.clamp_min(1);
}

void PairPass::addMetrics(Metrics &metrics) const {
    metrics["entropy"] = meanOf(scores.tokens.entropy_N);
    metrics["mean_token_accuracy"] = meanOf(scores.tokens.correct_N.index({chosen_N}));
    metrics["logits/chosen"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N}));
    metrics["logits/rejected"] = meanOf(scores.tokens.meanLogit_N.index({rejected_N}));
}

void addPairRewards(LossResult &result, const at::Tensor &loss_P, const Sides &rewards, const Sides &logps) {
    const at::Tensor chosen_P = rewards.chosen_P.detach(), rejected_P = rewards.rejected_P.detach();
    result.metrics["rewards/chosen"] = meanOf(chosen_P);
    result.metrics["rewards/rejected"] = meanOf(rejected_P);
    result.metrics["rewards/accuracies"] = meanOf(chosen_P.gt(rejected_P));
    result.metrics["rewards/margins"] = meanOf(chosen_P - rejected_P);
    result.metrics["logps/chosen"] = meanOf(logps.chosen_P.detach());
    result.metrics["logps/rejected"] = meanOf(logps.rejected_P.detach());
    result.tensors["losses"] = loss_P.detach();
    result.tensors["rewards/chosen"] = chosen_P;
    result.tensors["rewards/rejected"] = rejected_P;
}

at::Tensor scoredTokens(const at::Tensor &labels_BT) {
    return labels_BT.narrow(1, 1, labels_BT.size(1) - 1).ne(kIgnore).sum(1);
}

double chosenTokens(const TrainStep &step) {
    double tokens = 0;
    for (const auto &part : step.parts) {
        const at::Tensor counts_B = scoredTokens(part.tensors.at("labels"));
        tokens += counts_B.narrow(0, 0, counts_B.size(0) / 2).sum().item<double>();
    }
    return std::max(1.0, tokens);
}

std::vector<MetricInfo> pairMetrics(const char *reward, const char *logp, const char *loss) {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> all{
        of("rewards/margins", "preference", "", "how much higher the reward of the chosen answer is", Better::Higher),
        of("rewards/accuracies", "preference", "", "share of pairs whose chosen answer has the higher reward",
           Better::Higher),
        of("loss", "loss", "nats", loss, Better::Lower),
        of("rewards/chosen", "preference", "", reward),
        of("rewards/rejected", "preference", "", "the same of the rejected answer"),
        of("logps/chosen", "preference", "nats", logp),
        of("logps/rejected", "preference", "nats", "the same of the rejected answer"),
        of("logits/chosen", "detail", "", "mean logit over the chosen answer"),
        of("logits/rejected", "detail", "", "mean logit over the rejected answer"),
        of("entropy", "loss", "nats", "how undecided the model is about a token"),
        of("mean_token_accuracy", "loss", "",
           "share of the chosen answer's tokens that the model would choose itself")};
    all.front().key = true;
    return all;
}

} // namespace lapidary
