// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/run_folder.h"
#include "core/job/changes.h"
#include "core/job/run_log.h"
#include "core/job/worker_launcher.h"
#include <algorithm>
#include <charconv>

namespace lapidary {
namespace {

/// Linked where both lie on one disk: data sets and finished outputs are never written again.
Status snapshot(const fs::path &from, const fs::path &to) {
    std::error_code wrong;
    fs::create_hard_link(from, to, wrong);
    if (!wrong) return {};
    const auto bytes = readFile(from, 64ull << 30);
    if (!bytes) return unexpected(bytes.error());
    return writeFileAtomic(to, *bytes);
}

/// What is made from the outputs of a run that was changed on the way is changed as well.
Status noteChangedInputs(const fs::path &folder, const fs::path &project, const PlannedRun &run) {
    Json inputs = Json::array();
    for (const auto &need : run.needs) {
        const auto changes = changesOf(project / "runs" / need);
        if (!changes) return unexpected(changes.error());
        if (!changes->is_null()) inputs.push_back(need);
    }
    return inputs.empty() ? Status{} : noteChanges(folder, {{"inputs", inputs}});
}

} // namespace

Status fillRunFolder(const fs::path &folder, const fs::path &project, const PlannedRun &run) {
    if (auto made = makeFolders(folder); !made) return made;
    for (const auto &[name, path] : run.files) {
        if (auto made = makeFolders((folder / name).parent_path()); !made) return made;
        if (auto linked = snapshot(project / path, folder / name); !linked) return linked;
    }
    if (auto noted = noteChangedInputs(folder, project, run); !noted) return noted;
    return writeFileAtomic(folder / "run.toml", writeToml(run.config));
}

Status prepareRunFolder(const fs::path &project, const PlannedRun &run) {
    const fs::path folder = project / "runs" / run.id, making = project / "runs" / ("." + run.id + ".making");
    std::error_code wrong;
    if (fs::exists(folder / "run.toml", wrong)) {
        const auto document = readDocument((folder / "run.toml").string());
        if (!document) return unexpected(document.error());
        if (document->values.value("input_hash", "") == run.inputHash) return {};
        return fail({.code = "run.other_inputs",
                     .message = "this run folder belongs to other inputs",
                     .file = folder.string(),
                     .remedy = "Move the folder away."});
    }
    fs::remove_all(making, wrong);
    if (auto filled = fillRunFolder(making, project, run); !filled) {
        fs::remove_all(making, wrong);
        return filled;
    }
    fs::rename(making, folder, wrong);
    if (wrong) return fail(systemError("rename to", folder, wrong.value()));
    return syncFolder(folder.parent_path());
}

bool isOver(const std::string &state) {
    return state == "finished" || state == "failed" || state == "cancelled";
}

Result<RunStanding> loggedState(const fs::path &runFolder) {
    LiveRun run;
    RunLogReader reader(runFolder / "run.log");
    for (;;) {
        const auto events = reader.next();
        if (!events) return unexpected(events.error());
        if (events->empty()) return run.standing();
        for (const auto &event : *events) run.see(event);
    }
}

std::vector<std::int64_t> checkpointSteps(const fs::path &runFolder) {
    std::vector<std::int64_t> steps;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(runFolder / "checkpoints", ignored)) {
        const std::string name = entry.path().filename().string();
        std::int64_t step = 0;
        const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), step);
        if (code == std::errc() && end == name.data() + name.size()) steps.push_back(step);
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

Error workerDied(const fs::path &runFolder, const Sentence &how) {
    const auto checkpoints = checkpointSteps(runFolder);
    const std::string words = lastWords(runFolder);
    Error error{.code = "worker.died",
                .message = {"the worker {0} without finishing its run", how},
                .file = runFolder.string()};
    error.found = words.empty() ? Sentence("no last words") : Sentence("its last words:\n{0}", words);
    if (std::error_code none; checkpoints.empty() && fs::exists(runFolder / "train.jsonl", none))
        error.remedy =
            "Resume it: it starts over, since it had no checkpoint yet: one comes every save_steps steps, and every "
            "five minutes between them.";
    else
        error.remedy = {"Resume it, or run the experiment again: it goes on from {0}.",
                        !checkpoints.empty() ? Sentence("the checkpoint of step {0}", checkpoints.back())
                                             : "what the run folder holds"};
    return error;
}

} // namespace lapidary
