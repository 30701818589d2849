// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// {"key": value} of `--set key=value` flags. A value that is JSON (a number, true, a list) is that; anything else is
/// text. The last one of equal keys counts. Errors: usage.value where there is no key or no equals sign.
Result<Json> parseSettings(const std::vector<std::string> &flags);

} // namespace lapidary
