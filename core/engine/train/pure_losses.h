// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// `lapidary-cli loss ALGORITHM`: {"<tensor>": nested arrays, …, "config": {…}, "grad": ["<tensor>", …]} →
/// {"loss", "metrics", "tensors", "grad"}. Computed in f64. Unknown tensors and settings are errors.
Result<Json> lossByName(const std::string &algorithm, const Json &request);

} // namespace lapidary
