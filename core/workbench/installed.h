// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"

namespace lapidary {

/// "resources" or "projects": beside an installed program in share/lapidary, or in the source tree above a built one.
Result<fs::path> installedFolder(const std::string &name);

/// The folder that an entry of [models] names: "resources:starter", or a path that begins at `base`. What does not come
/// along may lie in lapidary/resources of the person's data folder (XDG_DATA_HOME, or ~/.local/share).
Result<fs::path> modelFolder(const std::string &entry, const fs::path &base);

} // namespace lapidary
