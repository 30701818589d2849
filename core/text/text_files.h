// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <vector>

namespace lapidary {

/// The files of a model folder that say how its model reads and writes text: tokenizers of every kind, their
/// configuration and the chat templates, relative to the folder. What goes with a model that is written anew.
std::vector<fs::path> textFilesIn(const fs::path &folder);

} // namespace lapidary
