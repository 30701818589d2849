// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/run_view.h"
#include "app/cli/verbs/registry.h"
#include "core/job/changes.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct JobsFlags {
    std::string project;
    bool json = false;
};

/// What made it another run than its inputs say, or null.
Json changesIn(const Project &project, const RunRecord &run) {
    return changesOf(project.runFolder(run.id)).value_or(Json());
}

Json rowOf(const RunRecord &run, const Json &changes) {
    return {{"id", run.id},
            {"name", run.name},
            {"title", run.title},
            {"notes", run.notes},
            {"kind", run.kind},
            {"method", run.method},
            {"state", run.state},
            {"input_hash", run.inputHash},
            {"seconds", run.ended > run.started && run.started > 0 ? Json(run.ended - run.started) : Json()},
            {"memory_estimate", run.memoryEstimate},
            {"memory_peak", run.memoryPeak > 0 ? Json(run.memoryPeak) : Json()},
            {"changed", changes},
            {"error", run.error ? toJson(*run.error) : Json()}};
}

void printRow(const RunRecord &run, const Json &changes) {
    std::printf("%-11s %-8s %-18s %s", run.state.c_str(), run.kind.c_str(), run.method.c_str(), run.id.c_str());
    if (run.ended > run.started && run.started > 0) std::printf("  %.0f s", run.ended - run.started);
    if (run.memoryPeak > 0) std::printf("  %.2f GiB at most", static_cast<double>(run.memoryPeak) / (1 << 30));
    if (!run.title.empty()) std::printf("  “%s”", run.title.c_str());
    std::printf("\n");
    if (!run.notes.empty()) std::printf("            %s\n", run.notes.c_str());
    for (const Json &added : changes.value("added", Json::array()))
        std::printf("            changed: %s rows were added at step %s\n", dumpJson(added["rows"]).c_str(),
                    dumpJson(added["step"]).c_str());
    for (const Json &each : changes.value("settings", Json::array()))
        std::printf("            changed: %s is %s instead of %s behind step %s\n", each.value("field", "").c_str(),
                    dumpJson(each["new"]).c_str(), dumpJson(each["old"]).c_str(), dumpJson(each["step"]).c_str());
    for (const Json &input : changes.value("inputs", Json::array()))
        std::printf("            changed: made from %s, which was changed itself\n", input.get<std::string>().c_str());
    if (run.error) std::printf("            %s\n", describe(*run.error).c_str());
}

/// A run without a worker goes on here, as `run` would let it, with what it needs.
Result<int> putToWork(Project &project, const std::string &id, const Common &common) {
    const auto plan = project.planOf(id);
    if (!plan) return unexpected(plan.error());
    const auto scheduler = Scheduler::start(project, *plan);
    if (!scheduler) return unexpected(scheduler.error());
    return workThrough(**scheduler, common);
}

/// pause, resume, stop: one word to the worker of one run.
Action commandVerb(CLI::App &command, const Common &common, const char *word) {
    const auto run = std::make_shared<std::string>();
    command.add_option("RUN", *run, "The run's id, as jobs lists it, in --project; or the path of its folder")
        ->required();
    return [run, &common, word]() -> Result<int> {
        const auto [project, id] = runPlace(*run, common);
        const auto opened = Project::open(project, "lapidary-cli");
        if (!opened) return unexpected(opened.error());
        const auto sent = (*opened)->command(id, word);
        if (sent) return kDone;
        if (word == std::string_view("resume") && sent.error().code == "run.not_running")
            return putToWork(**opened, id, common);
        return unexpected(sent.error());
    };
}

} // namespace

Action defineJobs(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<JobsFlags>();
    command.add_option("PROJECT", flags->project, "Project folder (default: --project)")->type_name("DIR");
    command.add_flag("--json", flags->json, "One JSON object a run (default: off)");
    return [flags, &common]() -> Result<int> {
        const auto project = openProject(flags->project, common);
        if (!project) return unexpected(project.error());
        const auto runs = (*project)->runs();
        if (!runs) return unexpected(runs.error());
        for (const auto &run : *runs) {
            const Json changes = changesIn(**project, run);
            if (flags->json)
                std::printf("%s\n", dumpJson(rowOf(run, changes)).c_str());
            else
                printRow(run, changes.is_null() ? Json::object() : changes);
        }
        return kDone;
    };
}

Action definePause(CLI::App &command, const Common &common) {
    return commandVerb(command, common, "pause");
}
Action defineResume(CLI::App &command, const Common &common) {
    return commandVerb(command, common, "resume");
}
Action defineStop(CLI::App &command, const Common &common) {
    return commandVerb(command, common, "stop");
}

} // namespace lapidary
