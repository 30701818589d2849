// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/plan.h"
#include "core/workbench/queue/live_run.h"

namespace lapidary {

/// Makes runs/<id> with run.toml and its own snapshot of the inputs (hard links where the disk has them), whole or not
/// at all. A folder that is there already is kept: its worker goes on in it. run.other_inputs where it belongs to
/// another run.
Status prepareRunFolder(const fs::path &project, const PlannedRun &run);
/// Puts into a folder what a run needs, as prepareRunFolder() does.
Status fillRunFolder(const fs::path &folder, const fs::path &project, const PlannedRun &run);

bool isOver(const std::string &state); ///< finished, failed or cancelled
/// How a run stands by its whole log.
Result<RunStanding> loggedState(const fs::path &runFolder);

/// The steps of the whole checkpoints, in order.
std::vector<std::int64_t> checkpointSteps(const fs::path &runFolder);

/// A worker that ended without saying why, told with what it left behind.
Error workerDied(const fs::path &runFolder, const Sentence &how);

} // namespace lapidary
