// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"

namespace lapidary {

/// A run of kind "pairs": samples.jsonl → pairs.jsonl in the run folder, with a run log like any other run. It needs no
/// weights, so it is done in the owner's process.
Status runPairs(const fs::path &runFolder, const Json &config);

} // namespace lapidary
