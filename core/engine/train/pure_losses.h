// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// `lapidary-cli loss ALGORITHM`: {"<tensor>": nested arrays, …, "config": {…}, "grad": ["<tensor>", …]} →
/// {"loss", "metrics", "tensors", "grad"}. Computed in f64. Settings that the
/// algorithm does not have are errors; names and shapes of its tensors stand in its header. A number that is not finite
/// is null. Sums of training that are no losses answer too: formulas.h.
Result<Json> lossByName(const std::string &algorithm, const Json &request);

} // namespace lapidary
