// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// Who needs a run. What blocks would be broken without it; the rest only could not be repeated.
struct RunUse {
    std::string kind{}; ///< run, stage, model, adapter
    std::string name{};
    bool blocks = false;
};
/// Errors: run.unknown, and those of an experiment that cannot be read.
Result<std::vector<RunUse>> usesOfRun(Project &project, const std::string &run);

/// What a person calls it; an empty title gives it its own name back. Errors: run.unknown, run.bad_title.
Status renameRun(Project &project, const std::string &run, const std::string &title);
/// What a person says about it. Errors: run.unknown, run.bad_notes.
Status noteRun(Project &project, const std::string &run, const std::string &notes);
/// The run goes with its folder: log, checkpoints, model. Running the experiment again makes it anew. Errors:
/// run.unknown, run.at_work, run.in_use (with the users).
Status deleteRun(Project &project, const std::string &run);

/// Bytes in its folder; a file that several runs share counts in each.
std::uint64_t bytesOfRun(const Project &project, const std::string &run);

} // namespace lapidary
