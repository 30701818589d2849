// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// `lapidary-cli loss ALGORITHM`: {"<tensor>": nested arrays, …, "config": {…}, "grad": ["<tensor>", …]} →
/// {"loss", "metrics", "tensors", "grad"}. Computed in f64. Settings that the
/// algorithm does not have are errors; names and shapes of its tensors stand in its header. A number that is not finite
/// is null. "lora" is no algorithm and has no loss: {"A": [r, in], "B": [out, r], "weight": [out, in]?, "config": {r,
/// lora_alpha, use_rslora}} gives tensors.delta_weight, and with a weight merged_weight and weight_norm (length of each
/// row, as DoRA has it).
Result<Json> lossByName(const std::string &algorithm, const Json &request);

} // namespace lapidary
