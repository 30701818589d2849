// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <vector>

namespace lapidary {

/// Moves files of a project below another of its folders, each with its path (relative to `from`): all of them or none.
/// A file that is not there is an error; one that is there already is data.place_taken.
Status moveFiles(const fs::path &from, const fs::path &to, const std::vector<std::string> &files);

/// A path that leads out of the folder that it is relative to, or to the folder itself.
bool leadsOut(const fs::path &relative);

} // namespace lapidary
