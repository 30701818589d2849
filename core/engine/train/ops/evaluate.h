// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

// Legend: B rows, T tokens.
namespace lapidary {

/// What of a run decides how its loss computes log-probs, besides the weights.
struct Evaluation {
    bool bf16 = false;        ///< matrix products in bfloat16
    double temperature = 1.0; ///< logits are divided by it
};

/// log p of every token that has a label, at its place, 0 elsewhere [B, T]: what the loss would see of this network on
/// this very batch, without gradients and without dropout. All that a policy's log-probs are compared with comes from
/// here, so that equal weights give equal bits. Another padding or another number of rows may round otherwise.
at::Tensor evaluate(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT, const Evaluation &how);

} // namespace lapidary
