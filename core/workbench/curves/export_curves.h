// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/curves/curve_formats.h"
#include "core/workbench/project.h"

namespace lapidary {

/// Writes the curves of runs, named by id or name (of equal names the newest), in a format of curve_formats.h. Whole or
/// not at all; `target` must not be there yet. Errors: export.exists, export.unknown, export.no_curves,
/// export.unknown_format, those of a damaged log.
Status exportCurves(Project &project, const std::vector<std::string> &runs, const fs::path &target,
                    const std::string &format);

} // namespace lapidary
