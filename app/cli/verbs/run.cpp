// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"
#include "app/cli/project_flags.h"
#include "app/cli/run_view.h"
#include "app/cli/verbs/registry.h"
#include "core/job/worker_client.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/compare/detectable.h"
#include "core/workbench/compare/drawn_before.h"
#include "core/workbench/compare/seen.h"
#include "core/workbench/experiment/dry_check.h"
#include "core/workbench/experiment/run_cost.h"
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/experiment/stage_costs.h"
#include "core/workbench/experiment/training_findings.h"
#include "core/workbench/stages/run_kind.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {
namespace {

struct RunFlags {
    std::string experiment, only;
    std::vector<std::string> set;
    bool dryRun = false, fresh = false;
};

void tellCost(const PlannedRun &run, const std::vector<StageCost> &costs, const std::string &state) {
    const auto known =
        std::find_if(costs.begin(), costs.end(), [&](const StageCost &each) { return each.name == run.name; });
    if (known == costs.end() || state == "finished") return;
    StageCost cost = *known;
    if (run.memoryEstimate > 0) cost.memory = 0; // it stands before this
    std::printf("%s%s", run.memoryEstimate > 0 ? ", " : "  ", sentence(cost).c_str());
}

void showPlan(const Plan &plan, const std::vector<RunStatus> &runs, const std::vector<BegunRun> &begun,
              const std::vector<StageCost> &costs) {
    for (const RunStatus &status : runs) { // one each, also where several nodes have the same run
        const PlannedRun &run = *plan.find(status.id);
        const bool goesOn =
            std::any_of(begun.begin(), begun.end(), [&](const BegunRun &each) { return each.id == run.id; });
        std::printf("%-9s %-11s %-18s %s",
                    status.state == "finished" ? "reused"
                    : goesOn                   ? "goes on"
                                               : "to run",
                    run.kind.c_str(), run.method.c_str(), run.id.c_str());
        if (run.memoryEstimate > 0)
            std::printf("  about %.1f GiB, %d thread%s", static_cast<double>(run.memoryEstimate) / (1 << 30),
                        run.threads, run.threads == 1 ? "" : "s");
        tellCost(run, costs, status.state);
        std::printf("\n");
    }
}

void say(const std::string &text) {
    std::fprintf(stderr, "%s\n", text.c_str());
}

/// What would end the trainings that are to run, before any of them begins. With `tell`, also what they would say of
/// their rows.
Result<Problems> checkRows(const Experiment &experiment, const std::filesystem::path &project, const Plan &plan,
                           const std::vector<RunStatus> &runs, bool tell) {
    const auto program = workerProgram();
    if (!program) return unexpected(program.error());
    auto worker = WorkerClient::start(*program);
    if (!worker) return unexpected(worker.error());
    const AskCheck ask = [&](const Json &request) { return worker->ask(request, interrupted); };
    std::vector<std::pair<std::string, std::vector<std::string>>> notes; // the runs of a sweep say the same
    const auto note = [&](const PlannedRun &run, const Sentence &text) {
        const std::string words = text.str();
        auto at = std::find_if(notes.begin(), notes.end(), [&](const auto &each) { return each.first == words; });
        if (at == notes.end()) at = notes.insert(notes.end(), {words, {}});
        at->second.push_back(run.name);
    };
    Problems problems;
    std::string unchecked;
    for (const RunStatus &status : runs) {
        if (status.state == "finished") continue;
        const PlannedRun &run = *plan.find(status.id);
        DryCheck check = dryCheck(experiment, project, run, ask);
        if (check.error && check.error->code == kCancelled) return unexpected(*check.error);
        if (check.error) problems.push_back(std::move(*check.error));
        if (!tell) continue;
        if (!check.checked) { // what the worker would have said of rows that it read
            check.notices = textFindings(experiment, project, run);
            for (const Sentence &text : rewardFindings(project, run)) check.notices.push_back(text);
            if (isTraining(run.kind)) unchecked += (unchecked.empty() ? "" : ", ") + run.name;
        }
        for (const Sentence &text : check.notices) note(run, text);
    }
    for (const auto &[words, names] : notes) {
        const std::string more = names.size() > 1 ? " and " + std::to_string(names.size() - 1) + " more" : "";
        std::fprintf(stderr, "lapidary-cli: note: %s%s: %s\n", names.front().c_str(), more.c_str(), words.c_str());
    }
    tellOnce(problems, 0);
    if (!unchecked.empty())
        say("Their rows are read when they begin, since those, or a model, are yet to be made or large: " + unchecked +
            ".");
    return problems;
}

/// The door for whoever replays another program's training, to the digit.
constexpr const char *kReplays =
    "Another program's training is replayed from rows that are tokenised already: [[data]] with format = \"tokens\", "
    "shuffle_dataset = false, optionally (but of rollouts) the keys step and micro_batch in every row.\n"
    "  sft, gkd, distillation, opsa\n"
    "                          input_ids, attention_mask?, labels (-100: not learnt)\n"
    "  dpo                     chosen_ and rejected_ with input_ids, attention_mask?, completion_mask, strength?\n"
    "  orpo, cpo, simpo        chosen_ and rejected_ with input_ids, attention_mask?, labels\n"
    "  reward                  as dpo without masks of completions, margin?\n"
    "  kto, oreo               input_ids, attention_mask?, completion_mask, label\n"
    "  sdft, opsd              lmbda = 0: prompt_ids, completion_ids, teacher_prompt_ids\n"
    "  prm                     input_ids, attention_mask?, labels (0, 1, -100)\n"
    "  those with rewards      rollouts = \"file\": prompt_ids, completion_ids, group, terminated, "
    "old_per_token_logps?, ref_per_token_logps?, teacher_prompt_ids? (sdpo), and advantage or rewards {name: number or "
    "null}\n"
    "`events RUN` prints the metrics of every step, `export` the weights.";

/// What is not new is said before anything starts: runs that were begun before, and runs that several nodes share.
Result<Plan> planned(Project &project, const Experiment &experiment, const RunFlags &flags,
                     std::vector<BegunRun> &begun) {
    auto plan = project.plan(experiment, flags.only);
    if (!plan) return plan;
    auto found = begunRuns(project, *plan);
    if (!found) return unexpected(found.error());
    if (flags.fresh && !found->empty() && !flags.dryRun) {
        if (auto aside = setAside(project, *found); !aside) return unexpected(aside.error());
        for (const BegunRun &run : *found)
            say("Set aside: " + run.id +
                (run.step > 0 ? " (checkpoint of step " + std::to_string(run.step) + ")" : "") + "; “" + run.name +
                "” begins anew.");
        found->clear();
        plan = project.plan(experiment, flags.only);
        if (!plan) return plan;
    }
    for (const BegunRun &run : *found)
        say(flags.fresh ? "“" + run.name + "” would begin anew; " + run.id + " would be set aside."
                        : sentence(run) + ". With --fresh it begins anew, in a folder of its own.");
    for (const SharedRun &run : sharedRuns(*plan)) say(sentence(run) + ".");
    const auto exposure = exposureOf(project, *plan);
    if (!exposure) return unexpected(exposure.error());
    for (const SeenProblems &seen : exposure->seen) say("Warning: " + sentence(seen) + ".");
    if (flags.dryRun) {
        for (const std::string &model : exposure->unknown) say(unknownSentence(model));
        const auto seen = detectableOf(project, *plan);
        if (!seen) return unexpected(seen.error());
        for (const Detectable &each : *seen) say(sentence(each) + ".");
    }
    begun = std::move(*found);
    return plan;
}

/// What would run, and what it will cost.
Result<int> tellDryRun(Project &project, const Experiment &experiment, const Plan &plan,
                       const std::vector<RunStatus> &runs, const std::vector<BegunRun> &begun) {
    const auto sweeps = sweepCosts(project, experiment, plan);
    if (!sweeps) return unexpected(sweeps.error());
    for (const SweepCost &cost : *sweeps) say(sentence(cost));
    auto costs = stageCosts(project, experiment, &plan);
    std::erase_if(costs, [&](const StageCost &cost) { // --only
        return std::none_of(plan.runs.begin(), plan.runs.end(),
                            [&](const PlannedRun &run) { return run.name == cost.name; });
    });
    showPlan(plan, runs, begun, costs);
    say(sentence(sumOf(costs)) + ".");
    return kDone;
}

/// What the numbers of the arms do not show is said at the end.
Result<int> workAndTell(Scheduler &scheduler, const Project &project, const Plan &plan, const Common &common) {
    const auto code = workThrough(scheduler, common);
    const auto taken = drawnBefore(project, plan);
    if (!taken) return code ? unexpected(taken.error()) : code;
    for (const DrawnBefore &arm : *taken) say(sentence(arm) + ".");
    return code;
}

} // namespace

Action defineRun(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<RunFlags>();
    command
        .add_option("EXPERIMENT", flags->experiment,
                    "Folder with experiment.toml, or such a file; runs are kept beside it or in --project")
        ->required()
        ->type_name("DIR|FILE");
    command.add_option("--only", flags->only, "One stage or arm and what it needs (default: all)")->type_name("NAME");
    command
        .add_option("--set", flags->set,
                    "Another value, such as seed=2 or stage.sft.config.learning_rate=1e-4; repeatable")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command.add_flag("--dry-run", flags->dryRun,
                     "Check everything and list what would run, without running it (default: off)");
    command.add_flag(
        "--fresh", flags->fresh,
        "Runs that were begun before and did not finish are set aside and begin anew (default: off, they go on)");
    command.footer(kReplays);
    return [flags, &common]() -> Result<int> {
        const auto place = experimentPlace(flags->experiment, common);
        if (!place) return unexpected(place.error());
        const auto catalogue = installedCatalogue();
        if (!catalogue) return unexpected(catalogue.error());
        const auto experiment = readExperiment(place->file, *catalogue, flags->set); // before anything is written
        if (!experiment) return fail(severalAtOnce(experiment.error(), common));
        for (const auto &warning : experiment->warnings)
            std::fprintf(stderr, "lapidary-cli: warning: %s\n", describe(warning).c_str());
        const auto project = Project::openOrMake(place->project, "lapidary-cli run");
        if (!project) return unexpected(project.error());
        std::vector<BegunRun> begun;
        const auto plan = planned(**project, *experiment, *flags, begun);
        if (!plan) return unexpected(plan.error());
        const auto scheduler = Scheduler::start(**project, *plan);
        if (!scheduler) return unexpected(scheduler.error());
        const auto rows = checkRows(*experiment, (*project)->folder(), *plan, (*scheduler)->runs(), flags->dryRun);
        if (!rows) return unexpected(rows.error());
        if (!rows->empty()) return fail(severalAtOnce(*rows, common));
        if (!flags->dryRun) return workAndTell(**scheduler, **project, *plan, common);
        return tellDryRun(**project, *experiment, *plan, (*scheduler)->runs(),
                          flags->fresh ? std::vector<BegunRun>{} : begun);
    };
}

} // namespace lapidary
