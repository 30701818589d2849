// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// A run of a plan that was begun before, did not finish and is not at work: starting the plan goes on in its folder.
struct BegunRun {
    std::string id{}, name{}; ///< name: of the plan's node
    std::string madeAs{};     ///< the name under which it was begun
    std::string state{};      ///< cancelled, failed, interrupted …
    std::int64_t step = 0;    ///< of its newest checkpoint; 0: none
};
Result<std::vector<BegunRun>> begunRuns(Project &project, const Plan &plan);
/// "dpo goes on in 04-dpo-1a2b3c, which was stopped (checkpoint of step 120)".
std::string sentence(const BegunRun &run);

/// They keep folder, log and checkpoints, but the same inputs will make new runs with folders of their own. Plan again
/// afterwards. Only for the owner.
Status setAside(Project &project, const std::vector<BegunRun> &runs);

/// Nodes of a plan whose inputs are the same: one run serves them all.
struct SharedRun {
    std::string id{};
    std::vector<std::string> names{}; ///< two or more, in the plan's order
};
std::vector<SharedRun> sharedRuns(const Plan &plan);
std::string sentence(const SharedRun &run);

} // namespace lapidary
