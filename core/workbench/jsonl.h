// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <functional>
#include <nlohmann/json.hpp>

namespace lapidary {

/// Calls `see` for every line that is not blank. All bad lines (at most 20 are listed) come back in one error with
/// their numbers; nothing is dropped silently.
Status forEachRow(const fs::path &file, const std::function<Status(const Json &)> &see);
std::string toJsonl(const std::vector<Json> &rows);

} // namespace lapidary
