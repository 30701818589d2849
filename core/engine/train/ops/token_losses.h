// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/label_head.h"
#include "core/engine/train/ops/row_set.h"

// Legend: B rows, T tokens, V vocabulary, N target tokens.
namespace lapidary {

/// Of logits that are held anyway.
ScoredTokens scoreTokens(const at::Tensor &logits_NV, const at::Tensor &targets_N, bool withEntropy = true,
                         bool entropyLearns = false);

/// Runs the model and scores only the positions that have a label: it reads what stands before them, without padding
/// (rowSetOf()), and hidden states are gathered before the vocabulary is touched. labels_BT holds the token itself at
/// its own place (as in transformers; the shift happens here). `even` as in HeadOptions; `embeddingNoise` as in
/// DecoderInput.
struct LabelScores {
    ScoredTokens tokens;
    at::Tensor row_N;     ///< which row each scored token belongs to
    at::Tensor column_N;  ///< its place in the row
    at::Tensor hidden_ND; ///< what it was predicted from
};
LabelScores scoreLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const std::vector<Segment> &segments = {}, double temperature = 1.0, bool withEntropy = true,
                        bool even = false, double embeddingNoise = 0);
LabelScores scoreLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const std::vector<Segment> &segments, const HeadOptions &how, double embeddingNoise = 0);

/// What scoreLabels() scores: behind the last layer, of the tokens that predict a label, in the order of the batch.
struct LabelHidden {
    at::Tensor hidden_ND;
    at::Tensor target_N, row_N, column_N; ///< the label, and where it stands
};
LabelHidden hiddenAtLabels(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                           const std::vector<Segment> &segments = {});

/// What a head of scores says of the tokens that wanted_BT (bool) marks, in the order of the batch.
struct HeadScores {
    at::Tensor scores_NL;       ///< one number a label
    at::Tensor row_N, column_N; ///< whose they are
};
HeadScores scoresAt(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &wanted_BT);

/// The same of what the labels are predicted from: what a network that values beginnings says before each. [N, L]
HeadScores scoresBefore(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT);

/// Scatters per-token values back to [B, T] (0 elsewhere).
at::Tensor placeTokens(const at::Tensor &values_N, const LabelScores &scores, at::IntArrayRef shape_BT);

/// Right-padded int64 matrix of ragged rows.
at::Tensor padRows(const std::vector<std::vector<std::int64_t>> &rows, std::int64_t padding, c10::Device device);

double meanOf(const at::Tensor &values); ///< 0 for no values

} // namespace lapidary
