// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/critic.h"

namespace lapidary {
namespace {

at::Tensor placed(const at::Tensor &values_NL, const at::Tensor &row_N, const at::Tensor &column_N,
                  at::IntArrayRef shape_BT) {
    const at::Tensor values_N = values_NL.select(1, 0).to(at::kFloat);
    return at::zeros(shape_BT, values_N.options()).index_put({row_N, column_N}, values_N);
}

at::Tensor byHead(const Linear &head, const LabelScores &scores, at::IntArrayRef shape_BT) {
    return placed(head(scores.hidden_ND), scores.row_N, scores.column_N, shape_BT);
}

at::Tensor byNetwork(const Decoder &network, const at::Tensor &ids_BT, const at::Tensor &labels_BT) {
    const HeadScores values = scoresBefore(network, ids_BT, labels_BT);
    return placed(values.scores_NL, values.row_N, values.column_N, labels_BT.sizes());
}

} // namespace

Port valuePort() {
    return {.name = kValue,
            .what = Artifact::Scores,
            .required = false,
            .trained = true,
            .head = "value",
            .effect = "a network that learns what beginnings are worth; without it a head on the policy does"};
}

TrainOptions criticOptions(const TrainOptions &policy, double learningRate) {
    TrainOptions own = policy;
    if (own.lora.startsFromFolder()) own.lora.initLoraWeights.clear();
    if (learningRate > 0) own.learningRate = learningRate;
    return own;
}

Status openCritic(TrainContext &context) {
    if (!context.networks.has(kValue)) {
        context.networks.addHead(kValue, 1);
        return {};
    }
    const std::int64_t own = context.networks[kValue].config().vocabSize, policy = context.policy.config().vocabSize;
    if (own == policy) return {};
    return fail({.code = "model.other_vocabulary",
                 .message = "the value network does not read the tokens that the policy writes",
                 .field = "inputs.value",
                 .found = {"{0} tokens", own},
                 .expected = {"{0}, as the policy has", policy},
                 .remedy = "Take the policy itself, a reward model that was made from it, or no value network."});
}

at::Tensor valuesOf(const Networks &networks, const LabelScores &scores, const at::Tensor &ids_BT,
                    const at::Tensor &labels_BT) {
    if (const Linear *head = networks.head(kValue)) return byHead(*head, scores, labels_BT.sizes());
    return byNetwork(networks[kValue], ids_BT, labels_BT);
}

Estimates estimatesOf(const Networks &networks, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                      const Evaluation &how) {
    Estimates out;
    out.logps_BT = networks.evaluate(kPolicy, how, [&](const Decoder &model) {
        const LabelScores scores = scoreLabels(model, ids_BT, labels_BT, {}, how.temperature, false);
        if (const Linear *head = networks.head(kValue)) out.values_BT = byHead(*head, scores, labels_BT.sizes());
        return placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
    });
    if (!out.values_BT.defined())
        out.values_BT = networks.evaluate(
            kValue, how, [&](const Decoder &network) { return byNetwork(network, ids_BT, labels_BT); });
    return out;
}

} // namespace lapidary
