// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

// Legend: N target tokens, D hidden size, V vocabulary.
namespace lapidary {

/// log p, entropy (nats), whether the target is the likeliest token, the mean logit, and log Σ p² over the vocabulary,
/// for each row of logits_NV. Only log p carries a gradient, and the entropy where it is asked for.
struct ScoredTokens {
    at::Tensor logp_N{}, entropy_N{}, correct_N{}, meanLogit_N{}, logSumSq_N{};
};

struct HeadOptions {
    double temperature = 1;     ///< logits are divided by it
    bool withEntropy = true;    ///< also mean logit and log Σ p²
    bool even = false;          ///< the loss is expected to give every log-prob the same gradient, as a plain mean does
    bool entropyLearns = false; ///< the entropy is part of the loss
};

/// Whether the head is a plain matrix that the fused path below knows.
bool canScoreByChunks(const Decoder &model, const at::Tensor &hidden_ND);

/// The head and the log-softmax over chunks of rows, so that no logits but those of a chunk are held. Where the
/// gradient of a row is known up to a factor (a frozen head, or `even`), it is made in the forward pass; else the
/// chunk's logits are computed again in the backward pass.
ScoredTokens scoreByChunks(const Decoder &model, const at::Tensor &hidden_ND, const at::Tensor &targets_N,
                           const HeadOptions &options);

} // namespace lapidary
