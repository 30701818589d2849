// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/drawn_before.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

Result<std::vector<DrawnBefore>> drawnBefore(const Project &project, const Plan &plan) {
    std::vector<DrawnBefore> out;
    for (const PlannedRun &run : plan.runs) {
        if (!isArm(run.kind)) continue;
        const auto logged = loggedState(project.runFolder(run.id));
        if (!logged) return unexpected(logged.error());
        if (!logged->result || !logged->result->contains("drawn_before")) continue;
        const Json &told = (*logged->result)["drawn_before"];
        out.push_back({run.name, told.value("problems", std::int64_t{0}), told.value("of", std::int64_t{0})});
    }
    return out;
}

std::string sentence(const DrawnBefore &arm) {
    return "“" + arm.arm + "” took the samples of " + std::to_string(arm.problems) + " of its " +
           std::to_string(arm.of) +
           " problems from an arm of the same model with the same settings and seed; their tokens and seconds count as "
           "if they had been drawn again";
}

} // namespace lapidary
