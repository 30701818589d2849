// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/compare.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/compare/report.h"
#include <CLI/CLI.hpp>
#include <iostream>

namespace lapidary {
namespace {

struct CompareFlags {
    std::string experiment, format = "table", out = "report.html";
    std::vector<std::string> set;
};

void addFlags(CLI::App &command, CompareFlags &flags) {
    command.add_option("EXPERIMENT", flags.experiment, "Project folder or experiment file (default: --project)")
        ->type_name("DIR|FILE");
    command
        .add_option("--set", flags.set,
                    "The experiment as it was run with these values (default: as it was run last); repeatable")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

} // namespace

Action defineCompare(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<CompareFlags>();
    addFlags(command, *flags);
    command.add_option("--format", flags->format, "table, json (one line) or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    return [flags, &common]() -> Result<int> {
        const auto project = openProject(flags->experiment, common);
        if (!project) return unexpected(project.error());
        const auto plan = rememberedPlan(**project, flags->set);
        if (!plan) return unexpected(plan.error());
        const auto comparison = compare(**project, *plan);
        if (!comparison) return unexpected(comparison.error());
        if (flags->format == "json")
            std::cout << dumpJson(toJson(*comparison)) << "\n";
        else
            std::cout << (flags->format == "csv" ? toCsv(*comparison) : toTable(*comparison));
        return kDone;
    };
}

Action defineReport(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<CompareFlags>();
    addFlags(command, *flags);
    command.add_option("--out", flags->out, "The file to write")->type_name("FILE")->capture_default_str();
    return [flags, &common]() -> Result<int> {
        const auto project = openProject(flags->experiment, common);
        if (!project) return unexpected(project.error());
        const auto plan = rememberedPlan(**project, flags->set);
        if (!plan) return unexpected(plan.error());
        const auto report = makeReport(**project, *plan, flags->set);
        if (!report) return unexpected(report.error());
        if (auto written = writeFileAtomic(flags->out, *report); !written) return unexpected(written.error());
        std::fprintf(stderr, "Wrote %s\n", flags->out.c_str());
        return kDone;
    };
}

} // namespace lapidary
