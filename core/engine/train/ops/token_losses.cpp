// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/token_losses.h"

namespace lapidary {

namespace {
at::Tensor atLeastFloat(const at::Tensor &x) {
    return x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
}
} // namespace

ScoredTokens scoreTokens(const at::Tensor &logits_NV, const at::Tensor &targets_N, bool withEntropy) {
    const at::Tensor wide = atLeastFloat(logits_NV);
    const at::Tensor logProbs_NV = at::log_softmax(wide, -1);
    ScoredTokens scores;
    scores.logp_N = logProbs_NV.gather(-1, targets_N.unsqueeze(-1)).squeeze(-1);
    at::NoGradGuard noGrad;
    if (withEntropy) scores.entropy_N = -(logProbs_NV.exp() * logProbs_NV).sum(-1);
    if (withEntropy) scores.meanLogit_N = wide.mean(-1);
    scores.correct_N = logProbs_NV.argmax(-1).eq(targets_N);
    return scores;
}

LabelScores scoreLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const std::vector<Segment> &segments, double temperature, bool withEntropy) {
    const std::int64_t T = ids_BT.size(1);
    LabelScores out;
    const at::Tensor targets_BT = labels_BT.narrow(1, 1, T - 1); // position t predicts token t + 1
    const std::vector<at::Tensor> places = at::where(targets_BT.ne(kIgnore));
    out.row_N = places[0];
    out.column_N = places[1] + 1;
    const at::Tensor hidden_BTD = model.hidden({.ids_BT = ids_BT, .segments = segments});
    const at::Tensor flat = hidden_BTD.reshape({-1, hidden_BTD.size(-1)}).index_select(0, places[0] * T + places[1]);
    at::Tensor logits_NV = atLeastFloat(model.logits(flat));
    if (temperature != 1.0) logits_NV = logits_NV / temperature;
    out.tokens = scoreTokens(logits_NV, labels_BT.index({out.row_N, out.column_N}), withEntropy);
    return out;
}

at::Tensor placeTokens(const at::Tensor &values_N, const LabelScores &scores, at::IntArrayRef shape_BT) {
    return at::zeros(shape_BT, values_N.options()).index_put({scores.row_N, scores.column_N}, values_N);
}

at::Tensor padRows(const std::vector<std::vector<std::int64_t>> &rows, std::int64_t padding, c10::Device device) {
    std::size_t longest = 1;
    for (const auto &row : rows) longest = std::max(longest, row.size());
    at::Tensor out =
        at::full({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest)}, padding, at::kLong);
    auto *data = out.data_ptr<std::int64_t>();
    for (std::size_t r = 0; r < rows.size(); ++r) std::copy(rows[r].begin(), rows[r].end(), data + r * longest);
    return out.to(device);
}

double meanOf(const at::Tensor &values) {
    return values.numel() == 0 ? 0.0 : values.to(at::kDouble).mean().item<double>();
}

} // namespace lapidary
