// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// What a request calls its model, {"path", "adapters"?, "mix"?, "dtype"?, "device"?, "threads"?} or {"name",
/// "remote"}, in one spelling: paths cleaned, and what is left out filled in. Two references that mean the same model
/// are equal then.
Json sameSpelling(Json reference);

/// What is left of it, in that spelling, when its adapters are taken off: the weights that a process holds whatever
/// adapters stand on them.
Json baseOf(Json reference);

/// Where a worker writes a model that is to lie at `folder` when it is whole. One that was killed leaves it behind: who
/// asked for the model takes it away.
fs::path unfinishedExport(const fs::path &folder);

} // namespace lapidary
