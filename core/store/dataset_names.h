// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <span>
#include <string>

namespace lapidary {

/// Gives frozen data sets of project.db, told by their hashes, another name: all of them or none. Only for the owner of
/// the project, on the thread of its Store, which sees it at its next question. Errors: store.*.
Status renameDatasets(const fs::path &database, std::span<const std::string> hashes, const std::string &name);

} // namespace lapidary
