// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/queue/run_folder.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isAtWork(const std::string &state) {
    return state == "starting" || state == "running" || state == "paused";
}

std::string quoted(const std::string &name) {
    return "“" + name + "”";
}

} // namespace

Result<std::vector<BegunRun>> begunRuns(Project &project, const Plan &plan) {
    const auto records = project.runs();
    if (!records) return unexpected(records.error());
    std::vector<BegunRun> out;
    for (const PlannedRun &run : plan.runs) {
        const auto record =
            std::find_if(records->begin(), records->end(), [&](const RunRecord &each) { return each.id == run.id; });
        std::error_code ignored;
        const fs::path folder = project.runFolder(run.id);
        if (record == records->end() || record->state == "finished" || isAtWork(record->state) ||
            !fs::exists(folder / "run.toml", ignored))
            continue;
        const auto logged = loggedState(folder); // the index may not have seen its end
        if (!logged) return unexpected(logged.error());
        if (logged->state.empty() || logged->state == "finished") continue;
        const auto steps = checkpointSteps(folder);
        out.push_back({.id = run.id,
                       .name = run.name,
                       .madeAs = record->name,
                       .state = isOver(logged->state) ? logged->state : "interrupted",
                       .step = steps.empty() ? 0 : steps.back()});
    }
    return out;
}

std::string sentence(const BegunRun &run) {
    std::string text = quoted(run.name) + " goes on in " + run.id;
    if (run.madeAs != run.name) text += ", begun as " + quoted(run.madeAs) + " with the same inputs";
    text += run.state == "cancelled" ? ", which was stopped"
            : run.state == "failed"  ? ", which failed"
                                     : ", which was interrupted";
    return text + (run.step > 0 ? " (checkpoint of step " + std::to_string(run.step) + ")" : "");
}

Status setAside(Project &project, const std::vector<BegunRun> &runs) {
    if (project.readOnly()) return fail(*project.readOnly());
    for (const BegunRun &run : runs)
        if (auto done = project.store().setAside(run.id); !done) return done;
    return {};
}

std::vector<SharedRun> sharedRuns(const Plan &plan) {
    std::vector<SharedRun> out;
    for (const PlannedRun &run : plan.runs) {
        const auto it = std::find_if(out.begin(), out.end(), [&](const SharedRun &each) { return each.id == run.id; });
        if (it == out.end())
            out.push_back({run.id, {run.name}});
        else
            it->names.push_back(run.name);
    }
    std::erase_if(out, [](const SharedRun &each) { return each.names.size() < 2; });
    return out;
}

std::string sentence(const SharedRun &run) {
    std::string names;
    for (std::size_t i = 0; i < run.names.size(); ++i)
        names += (i == 0 ? "" : i + 1 == run.names.size() ? " and " : ", ") + quoted(run.names[i]);
    return names + " have the same inputs: one run, " + run.id + ", serves them";
}

} // namespace lapidary
