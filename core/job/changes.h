// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// What made a run another than its run.toml says, in its folder's changed.json: {"added": [{"port", "file", "hash",
/// "rows", "step"}]} where rows were added on the way, {"inputs": [id]} where it was given what such a run left. It is
/// not taken for a run of the same inputs. Null where nothing was changed.
Result<Json> changesOf(const fs::path &runFolder);

/// Those of them that a checkpoint of this step holds; an object.
Result<Json> changesBy(const fs::path &runFolder, std::int64_t step);

/// Nothing ({} or null) takes the note away.
Status noteChanges(const fs::path &runFolder, const Json &changes);

} // namespace lapidary
