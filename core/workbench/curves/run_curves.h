// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/workbench/queue/live_run.h"

namespace lapidary {

/// The logged steps of a run in their order, each once: what a run that went on from a checkpoint had logged behind it
/// is void. A fork's begin with those of the run that it left. Errors: those of a damaged log.
Result<std::vector<LoggedMetrics>> curvesOf(const fs::path &runFolder);

/// The steps that a fork took over; none where the run is no fork, or what it left cannot be read any more.
std::vector<LoggedMetrics> trunkOf(const fs::path &runFolder);

} // namespace lapidary
