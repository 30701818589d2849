// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/workbench/experiment/run_identity.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/models/models.h"

namespace lapidary {

/// What a table of a fork may not say, or must. Fields are paths below it.
Problems forkProblems(const Stage &stage, const RunKind &kind, const Json &given);

/// Adds the models of further ports to `shape`, as the tables of the run that is left name them.
Status addModelsOf(const Document &run, const fs::path &folder, JobShape &shape);

/// A fork has the rows that were added to the run (its run.toml is `parent`) before `step`, where it was left, and
/// those that this one had taken over as a fork itself.
Status takeChanges(const Document &parent, const fs::path &from, std::int64_t step, PlannedRun &run, RunInputs &inputs);

/// Bytes of the longest row, for estimates.
std::int64_t longestLine(const fs::path &file);

} // namespace lapidary
