// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/compare.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/compare/budget.h"
#include "core/workbench/compare/report.h"
#include "core/workbench/compare/trainings.h"
#include "core/workbench/stages/run_kind.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

namespace lapidary {
namespace {

struct CompareFlags {
    std::string experiment, format = "table", out = "report.html";
    std::vector<std::string> set;
    bool whatIf = false, trainings = false;
    std::string arm;
    WhatIf asked{};
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

void addWhatIfFlags(CLI::App &command, CompareFlags &flags) {
    command.add_flag("--what-if", flags.whatIf,
                     "Instead of the arms: what other numbers of samples and other rules would have given and cost, "
                     "from the samples that the arms have stored");
    command.add_option("--arm", flags.arm, "With --what-if: this arm only")->type_name("NAME")->needs("--what-if");
    const auto choice = [&](const char *name, std::string &value, const char *about, std::vector<std::string> words) {
        command.add_option(name, value, about)->check(CLI::IsMember(words))->needs("--what-if");
    };
    WhatIf &asked = flags.asked;
    choice("--choose", asked.choose, "With --what-if: how one of the samples is chosen (default: the usual rules)",
           {"majority", "weighted", "highest", "any_right", "verifier"});
    choice("--score", asked.score, "With --choose weighted or highest: by what (default: mean_logprob)",
           {"logprob", "mean_logprob", "stored"});
    choice("--stop", asked.stop, "With --what-if: what ends the drawing before n (default: never)",
           {"never", "lead", "agreement", "decided"});
    const auto number = [&](const char *name, double &value, const char *about) {
        command.add_option(name, value, about)->type_name("SHARE")->capture_default_str()->needs("--what-if");
    };
    number("--weight", asked.weight, "With --choose weighted: 0 is equal votes, 1 the score alone");
    number("--threshold", asked.threshold, "With --stop lead: how sure the first answer must be of its lead");
    number("--true-positive", asked.truePositive, "With --choose verifier: share of right answers that it accepts");
    number("--false-positive", asked.falsePositive, "With --choose verifier: share of wrong answers that it accepts");
    command
        .add_option("--window", asked.window,
                    "With --stop: samples between two looks (default: 5 for agreement, otherwise 1)")
        ->type_name("N")
        ->needs("--what-if");
}

/// The usual rules where none is named.
Result<std::vector<BudgetCurve>> curvesFor(const CompareFlags &flags, bool named, const Project &project,
                                           const Plan &plan) {
    auto arms = storedSamples(project, plan);
    if (!arms) return unexpected(arms.error());
    if (!flags.arm.empty()) std::erase_if(*arms, [&](const StoredArm &each) { return each.arm != flags.arm; });
    if (!flags.arm.empty() && arms->empty())
        return fail({.code = "what_if.unknown_arm",
                     .message = "No finished arm of this name keeps two samples or more of every problem.",
                     .field = "arm",
                     .found = flags.arm,
                     .remedy = "Leave --arm away to see all arms that do."});
    if (!named) return budgetCurves(*arms);
    std::vector<BudgetCurve> out;
    for (const auto &arm : *arms) {
        auto curve = whatIf(arm, flags.asked);
        if (!curve) return unexpected(curve.error());
        out.push_back(std::move(*curve));
    }
    return out;
}

Result<int> printWhatIf(const CompareFlags &flags, bool named, const Project &project, const Plan &plan) {
    const auto curves = curvesFor(flags, named, project, plan);
    if (!curves) return unexpected(curves.error());
    if (flags.format == "json") {
        Json all = Json::array();
        for (const auto &curve : *curves) all.push_back(toJson(curve));
        Json out = {{"curves", std::move(all)}};
        if (named) out["what_if"] = toJson(flags.asked);
        std::cout << dumpJson(out) << "\n";
    } else
        std::cout << (flags.format == "csv" ? toCsv(*curves) : toTable(*curves));
    return kDone;
}

/// What trainings have come to: what there is to compare where no arm asks anything.
Result<int> printTrainings(const CompareFlags &flags, Project &project, const Plan &plan) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto tables = compareTrainings(project, plan, *catalogue);
    if (!tables) return unexpected(tables.error());
    if (flags.format == "json")
        std::cout << dumpJson(toJson(*tables)) << "\n";
    else
        std::cout << (flags.format == "csv" ? toCsv(*tables) : toText(*tables));
    return kDone;
}

} // namespace

Action defineCompare(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<CompareFlags>();
    addFlags(command, *flags);
    command.add_option("--format", flags->format, "table, json (one line) or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    command.add_flag(
        "--trainings", flags->trainings,
        "Instead of the arms: each training with the settings that differ, its metrics, tokens and seconds "
        "(default: off; on where the experiment has no arm)");
    addWhatIfFlags(command, *flags);
    return [flags, &common, &command]() -> Result<int> {
        const auto project = openProject(flags->experiment, common);
        if (!project) return unexpected(project.error());
        const auto plan = rememberedPlan(**project, flags->set);
        if (!plan) return unexpected(plan.error());
        const bool named = command.count("--choose") + command.count("--stop") > 0;
        if (flags->whatIf) return printWhatIf(*flags, named, **project, *plan);
        const bool asks =
            std::any_of(plan->runs.begin(), plan->runs.end(), [](const PlannedRun &run) { return isArm(run.kind); });
        if (flags->trainings || !asks) return printTrainings(*flags, **project, *plan);
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
