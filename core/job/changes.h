// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <limits>
#include <nlohmann/json.hpp>

namespace lapidary {

/// What made a run another than its run.toml says, in its folder's changed.json: {"added": [{"port", "file", "hash",
/// "rows", "step"}]} where rows were added on the way, {"settings": [{"step", "field", "old", "new"}]} where a setting
/// was given another value for the steps behind `step`, {"inputs": [id]} where it was given what such a run left. It is
/// not taken for a run of the same inputs. Null where nothing was changed.
Result<Json> changesOf(const fs::path &runFolder);

/// Those of them that a checkpoint of this step holds; an object.
Result<Json> changesBy(const fs::path &runFolder, std::int64_t step);

/// The settings of a run with such changes over them, in their order.
Json settingsWith(Json config, const Json &settings);

/// The settings of a run as they stand: `config`, those of its run.toml, with what was changed up to `step` over them.
/// Where the note cannot be read, they are as they were begun.
Json settingsAt(const fs::path &runFolder, const Json &config,
                std::int64_t step = std::numeric_limits<std::int64_t>::max());

/// Nothing ({} or null) takes the note away.
Status noteChanges(const fs::path &runFolder, const Json &changes);

} // namespace lapidary
