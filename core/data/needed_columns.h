// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/method.h"

namespace lapidary {

/// What a row holds in a column, also where an import put it among the others; null where there is nothing.
Json columnOf(const Json &row, const std::string &name);

/// Whether the rows of a file have the columns that a port needs with these settings. It is read where there are such
/// columns alone. Errors: data.no_column, with the first line that lacks one, and those of reading.
Status mustHaveColumns(const Port &port, const Json &config, const fs::path &rows);

} // namespace lapidary
