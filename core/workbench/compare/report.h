// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/compare.h"

namespace lapidary {

/// One HTML file without any external resource, light and dark. Every text from data is escaped.
Result<std::string> makeReport(Project &project, const Plan &plan, const std::vector<std::string> &overrides);

} // namespace lapidary
