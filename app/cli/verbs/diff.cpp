// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/compare/difference.h"
#include <CLI/CLI.hpp>
#include <iostream>

namespace lapidary {
namespace {

struct DiffFlags {
    std::string before, after;
    bool json = false;
};

/// A run: its folder, or its id in --project; empty: it names none.
fs::path runFolderOf(const std::string &argument, const Common &common) {
    std::error_code ignored;
    for (const fs::path &folder : {fs::path(argument), fs::path(common.project) / "runs" / argument})
        if (fs::exists(folder / "run.toml", ignored)) return folder;
    return {};
}

Result<Experiment> experimentAt(const std::string &argument, const Common &common) {
    const auto place = experimentPlace(argument, common);
    if (!place) return unexpected(place.error());
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    auto experiment = readExperiment(place->file, *catalogue, {}, true);
    if (!experiment) return fail(severalAtOnce(experiment.error(), common));
    return std::move(*experiment);
}

Result<SaidExperiment> said(const std::string &argument, bool ofRuns, const Common &common) {
    if (const fs::path run = runFolderOf(argument, common); !run.empty()) return tablesOfRun(run);
    const auto experiment = experimentAt(argument, common);
    if (!experiment) return unexpected(experiment.error());
    return tablesOf(*experiment, ofRuns);
}

/// With one argument: as it was run last.
Result<SaidExperiment> saidLast(const std::string &argument, const Common &common) {
    const auto project = openProject(argument, common);
    if (!project) return unexpected(project.error());
    const auto plan = (*project)->lastPlan();
    if (!plan) return unexpected(plan.error());
    return tablesOf(*plan);
}

} // namespace

Action defineDiff(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<DiffFlags>();
    command.add_option("BEFORE", flags->before, "A project folder, an experiment's file, or a run by folder or id")
        ->required()
        ->type_name("DIR|FILE|RUN");
    command
        .add_option("AFTER", flags->after,
                    "Another one (default: BEFORE as it is now, against what was run of it last)")
        ->type_name("DIR|FILE|RUN");
    command.add_flag("--json", flags->json, "One JSON object (default: off)");
    command.footer("Tables are compared, not lines: order, comments and settings that are written out with the value "
                   "that they have anyway make no difference. The exit code is 0 whether anything differs or not.");
    return [flags, &common]() -> Result<int> {
        const bool last = flags->after.empty();
        const bool ofRuns =
            last || !runFolderOf(flags->before, common).empty() || !runFolderOf(flags->after, common).empty();
        const auto before = last ? saidLast(flags->before, common) : said(flags->before, ofRuns, common);
        if (!before) return unexpected(before.error());
        const auto after = said(last ? flags->before : flags->after, ofRuns, common);
        if (!after) return unexpected(after.error());
        const auto difference = differenceOf(*before, *after);
        std::cout << (flags->json ? dumpJson(toJson(difference)) + "\n" : toText(difference));
        return kDone;
    };
}

} // namespace lapidary
