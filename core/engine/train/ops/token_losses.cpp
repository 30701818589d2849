// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/token_losses.h"

namespace lapidary {

namespace {
at::Tensor atLeastFloat(const at::Tensor &x) {
    return x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
}
} // namespace

ScoredTokens scoreTokens(const at::Tensor &logits_NV, const at::Tensor &targets_N, bool withEntropy,
                         bool entropyLearns) {
    const at::Tensor wide = atLeastFloat(logits_NV);
    const at::Tensor logProbs_NV = at::log_softmax(wide, -1);
    ScoredTokens scores;
    scores.logp_N = logProbs_NV.gather(-1, targets_N.unsqueeze(-1)).squeeze(-1);
    if (withEntropy && entropyLearns) scores.entropy_N = -(logProbs_NV.exp() * logProbs_NV).sum(-1);
    at::NoGradGuard noGrad;
    if (withEntropy) {
        if (!entropyLearns) scores.entropy_N = -(logProbs_NV.exp() * logProbs_NV).sum(-1);
        scores.meanLogit_N = wide.mean(-1);
        scores.logSumSq_N = at::logsumexp(2 * logProbs_NV, -1);
    }
    scores.correct_N = logProbs_NV.argmax(-1).eq(targets_N);
    return scores;
}

namespace {

/// Whether a token's dropout is its own: then sequences cannot share a prompt, nor where its noise is.
bool dropsOut(const Decoder &model) {
    return std::any_of(model.adapters.begin(), model.adapters.end(),
                       [](const auto &adapter) { return adapter->training && adapter->dropout > 0; });
}

/// Of what the labels need. A rope that depends on the length of the sequence is stretched by the longest of the batch,
/// as in transformers, and off the CPU a launch for each segment costs more than padding: there rows stay as they are.
RowSet rowsToRead(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                  const std::vector<Segment> &segments, bool noisy = false) {
    const auto &ropes = model.config().ropes;
    const bool asTheyAre =
        !model.placement().device.is_cpu() ||
        std::any_of(ropes.begin(), ropes.end(), [](const RopeConfig &rope) { return rope.dependsOnLength(); });
    RowSet rows = rowSetOf(ids_BT, labels_BT, segments, !asTheyAre && !dropsOut(model) && !noisy);
    if (!asTheyAre) return rows;
    rows.ids_1S = ids_BT;
    rows.segments = segments;
    rows.from_N = rows.row_N * ids_BT.size(1) + rows.column_N - 1;
    return rows;
}

/// Behind the last layer, of the tokens that predict a target. [N, D]
at::Tensor hiddenOf(const Decoder &model, const RowSet &rows, double embeddingNoise = 0) {
    const bool single = rows.ids_1S.size(0) == 1;
    const at::Tensor flat_ND = model
                                   .hidden({.ids_BT = rows.ids_1S,
                                            .segments = rows.segments,
                                            .wanted_N = single ? rows.from_N : at::Tensor(),
                                            .embeddingNoise = embeddingNoise})
                                   .flatten(0, 1);
    return single ? flat_ND : flat_ND.index_select(0, rows.from_N);
}

} // namespace

LabelHidden hiddenAtLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                           const std::vector<Segment> &segments) {
    const RowSet rows = rowsToRead(model, ids_BT, labels_BT, segments);
    return {hiddenOf(model, rows), rows.target_N, rows.row_N, rows.column_N};
}

LabelScores scoreLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const std::vector<Segment> &segments, double temperature, bool withEntropy, bool even,
                        double embeddingNoise) {
    return scoreLabels(model, ids_BT, labels_BT, segments,
                       HeadOptions{.temperature = temperature, .withEntropy = withEntropy, .even = even},
                       embeddingNoise);
}

LabelScores scoreLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const std::vector<Segment> &segments, const HeadOptions &how, double embeddingNoise) {
    const RowSet rows = rowsToRead(model, ids_BT, labels_BT, segments, embeddingNoise > 0);
    LabelScores out{.tokens = {}, .row_N = rows.row_N, .column_N = rows.column_N, .hidden_ND = {}};
    const at::Tensor flat_ND = out.hidden_ND = hiddenOf(model, rows, embeddingNoise);
    if (canScoreByChunks(model, flat_ND)) {
        out.tokens = scoreByChunks(model, flat_ND, rows.target_N, how);
        return out;
    }
    at::Tensor logits_NV = atLeastFloat(model.logits(flat_ND));
    if (how.temperature != 1.0) logits_NV = logits_NV / how.temperature;
    out.tokens = scoreTokens(logits_NV, rows.target_N, how.withEntropy, how.entropyLearns);
    return out;
}

HeadScores scoresAt(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &wanted_BT) {
    // A score of a token is read where it would predict the next one: one column further stand the "labels".
    const at::Tensor none_B1 = at::zeros({ids_BT.size(0), 1}, ids_BT.options());
    const at::Tensor labels_BT = at::where(wanted_BT, at::zeros_like(ids_BT), kIgnore);
    const RowSet rows =
        rowsToRead(model, at::cat({ids_BT, none_B1}, 1), at::cat({at::full_like(none_B1, kIgnore), labels_BT}, 1), {});
    return {.scores_NL = atLeastFloat(model.logits(hiddenOf(model, rows))),
            .row_N = rows.row_N,
            .column_N = rows.column_N - 1};
}

HeadScores scoresBefore(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT) {
    const RowSet rows = rowsToRead(model, ids_BT, labels_BT, {});
    return {
        .scores_NL = atLeastFloat(model.logits(hiddenOf(model, rows))), .row_N = rows.row_N, .column_N = rows.column_N};
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
