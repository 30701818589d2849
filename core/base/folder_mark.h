// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"

namespace lapidary {

/// What tells the files directly in a folder from other ones under the same names, without reading them: their names,
/// sizes and times of writing. A file has its own. What cannot be read has an empty one.
std::string folderMark(const fs::path &folderOrFile);

} // namespace lapidary
