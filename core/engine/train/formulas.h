// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// A sum of training that is no loss, for `lapidary-cli loss`: "loss" is null in its answer.
struct Formula {
    const char *name;
    Result<Json> (*of)(const TensorMap &inputs, const Json &config);
};

/// lora: {"A": [r, in], "B": [out, r], "weight": [out, in]?, config {r, lora_alpha, use_rslora}} → delta_weight, and
///   with a weight merged_weight and weight_norm (length of each row, as DoRA has it).
/// dp_sgd: {"per_sample_gradients": [N, D], config {max_grad_norm (1), noise_multiplier (0), expected_batch_size (N)}}
///   → gradient [D] before the noise and clip_factors [N]; metrics noise_std (of the gradient) and clip_fraction.
/// fedavg: {"client_weights": [K, D], "num_examples": [K]} → weights [D]. With config clipping_norm and
///   "global_weights" [D]: each client's update is clipped, all count the same, and metrics tell noise_std for
///   noise_multiplier (0): central differential privacy.
std::span<const Formula> formulas();

} // namespace lapidary
