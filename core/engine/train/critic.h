// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/token_losses.h"

// Legend: B rows, T tokens.
namespace lapidary {

inline constexpr const char *kValue = "value"; ///< port of a network that values beginnings of completions

/// Of a network of its own; without it a head on the policy values them.
Port valuePort();

/// Those of the policy for a value network, which does not begin with the policy's adapter. learningRate 0: the same.
TrainOptions criticOptions(const TrainOptions &policy, double learningRate = 0);

/// Gives the policy a head at the port, where the run names no network. A network must read the policy's tokens.
Status openCritic(TrainContext &context);

/// What the beginning before each label is worth, at the label's place, 0 elsewhere. `scores`: what the policy says of
/// the same batch. [B, T]
at::Tensor valuesOf(const Networks &networks, const LabelScores &scores, const at::Tensor &ids_BT,
                    const at::Tensor &labels_BT);

/// Log-probs and values as the loss would have them, but without gradients. [B, T] each
struct Estimates {
    at::Tensor logps_BT, values_BT;
};
Estimates estimatesOf(const Networks &networks, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                      const Evaluation &how);

} // namespace lapidary
