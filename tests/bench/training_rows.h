// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <string>

namespace lapidary::bench {

/// The rows of a training as JSON Lines, the same in every call: "problems" (prompt, completion, reference), "ragged"
/// (completions of very different length) or "pairs" (prompt, chosen, rejected).
Result<std::string> trainingRows(const std::string &kind);

} // namespace lapidary::bench
