// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/run_view.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/training_findings.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct RunFlags {
    std::string experiment, only;
    std::vector<std::string> set;
    bool dryRun = false;
};

void showPlan(const Plan &plan, const std::vector<RunStatus> &runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto &run = plan.runs[i];
        std::printf("%-9s %-8s %-18s %s", runs[i].state == "finished" ? "reused" : "to run", run.kind.c_str(), run.method.c_str(), run.id.c_str());
        if (run.memoryEstimate > 0) std::printf("  about %.1f GiB, %d thread%s", static_cast<double>(run.memoryEstimate) / (1 << 30), run.threads, run.threads == 1 ? "" : "s");
        std::printf("\n");
    }
}

/// What the trainings that would run read otherwise than it is written.
void tellFindings(const Experiment &experiment, const std::filesystem::path &project, const Plan &plan, const std::vector<RunStatus> &runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (runs[i].state == "finished") continue;
        for (const auto &sentence : findingsBefore(experiment, project, plan.runs[i])) std::fprintf(stderr, "lapidary-cli: note: %s: %s\n", plan.runs[i].name.c_str(), sentence.c_str());
    }
}

} // namespace

Action defineRun(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<RunFlags>();
    command.add_option("EXPERIMENT", flags->experiment, "Folder with experiment.toml, or such a file; runs are kept beside it or in --project")->required()->type_name("DIR|FILE");
    command.add_option("--only", flags->only, "One stage or arm and what it needs (default: all)")->type_name("NAME");
    command.add_option("--set", flags->set, "Another value, such as seed=2 or stage.sft.config.learning_rate=1e-4; repeatable")->type_name("KEY=VALUE")->allow_extra_args(false);
    command.add_flag("--dry-run", flags->dryRun, "Check everything and list what would run, without running it (default: off)");
    return [flags, &common]() -> Result<int> {
        const auto place = experimentPlace(flags->experiment, common);
        if (!place) return unexpected(place.error());
        const auto catalogue = installedCatalogue();
        if (!catalogue) return unexpected(catalogue.error());
        const auto experiment = readExperiment(place->file, *catalogue, flags->set); // before anything is written
        if (!experiment) return fail(joined(experiment.error()));
        const auto project = Project::openOrMake(place->project, "lapidary-cli run");
        if (!project) return unexpected(project.error());
        const auto plan = (*project)->plan(*experiment, flags->only);
        if (!plan) return unexpected(plan.error());
        const auto scheduler = Scheduler::start(**project, *plan);
        if (!scheduler) return unexpected(scheduler.error());
        if (!flags->dryRun) return workThrough(**scheduler, common);
        showPlan(*plan, (*scheduler)->runs());
        tellFindings(*experiment, (*project)->folder(), *plan, (*scheduler)->runs());
        return kDone;
    };
}

} // namespace lapidary
