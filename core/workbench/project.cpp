// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/project.h"
#include "core/job/channel.h"
#include "core/job/run_lock.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/installed.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <chrono>
#include <set>

namespace lapidary {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string joinedLines(const std::vector<std::string> &lines) {
    std::string text;
    for (const auto &line : lines) text += line + "\n";
    return text;
}

/// What a project makes itself and a copy of it does not need.
bool isMade(const std::string &name) {
    return name == "runs" || name == "datasets" || name == "labels" || name == "cache" || name == "trash" ||
           name == "added.toml" || name.starts_with("project.db") || name == "project.lock" || name == "report.html";
}

/// A run and what it needs.
Plan partOf(Plan plan, const std::string &id) {
    std::set<std::string> kept{id};
    for (auto run = plan.runs.rbegin(); run != plan.runs.rend(); ++run)
        if (kept.count(run->id)) kept.insert(run->needs.begin(), run->needs.end());
    std::erase_if(plan.runs, [&](const PlannedRun &run) { return !kept.count(run.id); });
    return plan;
}

Status copyTemplate(const fs::path &source, const fs::path &folder) {
    std::error_code wrong;
    for (const auto &entry : fs::directory_iterator(source, wrong)) {
        if (isMade(entry.path().filename().string())) continue;
        fs::copy(entry.path(), folder / entry.path().filename(), fs::copy_options::recursive, wrong);
        if (wrong) return fail(systemError("copy to", folder / entry.path().filename(), wrong.value()));
    }
    return {};
}

/// A piece of TOML that says no version and no name, and the constitution where it names one.
Status writeTemplate(const fs::path &file, const fs::path &folder) {
    const auto text = readFile(file), begun = readFile(folder / "experiment.toml");
    if (!text || !begun) return unexpected((text ? begun : text).error());
    const fs::path constitution = file.parent_path() / "constitution.toml";
    if (text->find("\"" + constitution.filename().string() + "\"") != text->npos) {
        const auto principles = readFile(constitution);
        if (!principles) return unexpected(principles.error());
        if (auto kept = writeFileAtomic(folder / constitution.filename(), *principles); !kept) return kept;
    }
    const std::size_t behindLicence = text->starts_with("# SPDX") ? text->find('\n') + 1 : 0;
    return writeFileAtomic(folder / "experiment.toml", *begun + "\n" + text->substr(behindLicence));
}

/// A folder to copy, or the file of a template.
Result<fs::path> templateFolder(const std::string &from) {
    std::error_code ignored;
    if (fs::is_directory(from, ignored)) return fs::path(from);
    const auto projects = installedFolder("projects");
    if (projects && fs::is_directory(*projects / from, ignored)) return *projects / from;
    const auto resources = installedFolder("resources");
    const bool plain = from != "constitution" && from.find('/') == from.npos;
    const fs::path piece = resources ? *resources / "templates" / (from + ".toml") : fs::path();
    if (plain && !piece.empty() && fs::is_regular_file(piece, ignored)) return piece;
    return fail({.code = "project.no_template",
                 .message = "there is no such project to begin from",
                 .field = "--from",
                 .found = from,
                 .expected = "a folder, or the name of a ready-made project or template such as starter or rlhf"});
}

} // namespace

Project::Project(fs::path folder, std::optional<ProjectLock> lock, std::optional<Error> readOnly,
                 std::unique_ptr<Store> store)
    : folder_(std::move(folder)), lock_(std::move(lock)), readOnly_(std::move(readOnly)), store_(std::move(store)) {}

Result<std::unique_ptr<Project>> Project::open(const fs::path &folder, const std::string &program) {
    std::error_code wrong;
    const fs::path absolute = fs::canonical(folder, wrong);
    if (wrong || !fs::is_directory(absolute))
        return fail({.code = "project.no_folder",
                     .message = "there is no such folder",
                     .file = folder.string(),
                     .remedy = "Check the path, or make a project with: lapidary-cli new DIR"});
    const bool known = fs::exists(absolute / "project.db", wrong);
    if (!known && !fs::exists(absolute / "experiment.toml", wrong))
        return fail({.code = "project.none",
                     .message = "this folder is no project",
                     .file = absolute.string(),
                     .expected = "project.db or experiment.toml in it",
                     .remedy = "Make a project with: lapidary-cli new DIR"});
    return openAny(absolute, program);
}

Result<std::unique_ptr<Project>> Project::openOrMake(const fs::path &folder, const std::string &program) {
    if (auto made = makeFolders(folder); !made) return unexpected(made.error());
    return openAny(fs::canonical(folder), program);
}

Result<std::unique_ptr<Project>> Project::openAny(const fs::path &absolute, const std::string &program) {
    auto lock = ProjectLock::take(absolute, program);
    std::optional<Error> readOnly;
    if (!lock) readOnly = lock.error();
    auto store = Store::open(absolute / "project.db", !readOnly);
    if (!store) return unexpected(readOnly && store.error().code == "store.missing" ? *readOnly : store.error());
    return std::unique_ptr<Project>(new Project(absolute, lock ? std::optional(std::move(*lock)) : std::nullopt,
                                                std::move(readOnly), std::move(*store)));
}

Result<Experiment> Project::experiment(const std::vector<std::string> &overrides) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    auto experiment = readExperiment(folder_ / "experiment.toml", *catalogue, overrides, true);
    if (!experiment) return fail(joined(experiment.error()));
    return std::move(*experiment);
}

Result<Plan> Project::plan(const Experiment &experiment, const std::string &only) {
    if (readOnly_) return fail(*readOnly_);
    if (experiment.stages.empty() && experiment.arms.empty())
        return fail({.code = "experiment.empty",
                     .message = "the experiment does nothing yet",
                     .file = experiment.file,
                     .field = "stage",
                     .expected = "a [[stage]] or an [[arm]]"});
    auto plan = makePlan(experiment, folder_, *store_, only);
    if (!plan) return plan;
    // A part is compared beside what was run of the rest, as the experiment is now; what cannot be planned is left out.
    const auto whole = only.empty() ? plan : makePlan(experiment, folder_, *store_);
    const ExperimentRecord record{.name = experiment.name,
                                  .overrides = joinedLines(experiment.overrides),
                                  .file = experiment.file,
                                  .source = experiment.source,
                                  .seed = experiment.seed,
                                  .plan = toJson(whole ? *whole : *plan),
                                  .updated = now()};
    if (auto saved = store_->save(record); !saved) return unexpected(saved.error());
    return plan;
}

Status Project::add(const Json &tables) {
    if (readOnly_) return fail(*readOnly_);
    const auto catalogue = installedCatalogue();
    return catalogue ? addToExperiment(folder_, *catalogue, tables) : Status(unexpected(catalogue.error()));
}

Status Project::removeAdded(const std::string &name) {
    if (readOnly_) return fail(*readOnly_);
    const auto catalogue = installedCatalogue();
    return catalogue ? removeAddition(folder_, *catalogue, name) : Status(unexpected(catalogue.error()));
}

Status Project::removeAddedModel(const std::string &name) {
    if (readOnly_) return fail(*readOnly_);
    const auto catalogue = installedCatalogue();
    return catalogue ? lapidary::removeAddedModel(folder_, *catalogue, name) : Status(unexpected(catalogue.error()));
}

Result<Plan> Project::lastPlan(const std::optional<std::vector<std::string>> &overrides) {
    const auto experiments = store_->experiments();
    if (!experiments) return unexpected(experiments.error());
    auto wanted = overrides.value_or(std::vector<std::string>{});
    std::sort(wanted.begin(), wanted.end());
    for (const auto &experiment : *experiments)
        if (!overrides || experiment.overrides == joinedLines(wanted)) return planFromJson(experiment.plan);
    return fail({.code = "experiment.never_run",
                 .message = "this experiment has not been run yet",
                 .file = folder_.string(),
                 .remedy = {"Run it with: lapidary-cli run {0}", folder_.string()}});
}

Result<Plan> Project::planOf(const std::string &id) {
    if (readOnly_) return fail(*readOnly_);
    const auto run = known(id);
    if (!run) return unexpected(run.error());
    const auto experiments = store_->experiments();
    if (!experiments) return unexpected(experiments.error());
    for (const auto &remembered : *experiments)
        if (auto plan = planFromJson(remembered.plan); plan && plan->find(id)) return partOf(std::move(*plan), id);
    const auto now = experiment();
    if (!now) return unexpected(now.error());
    auto plan = this->plan(*now, run->name);
    if (plan && plan->find(id)) return partOf(std::move(*plan), id);
    return fail({.code = "run.not_planned",
                 .message = "the experiment has changed since this run was started",
                 .file = runFolder(id).string(),
                 .found = plan ? Sentence() : told(plan.error()),
                 .remedy = {"Start it as the experiment is now, with: lapidary-cli run {0} --only \"{1}\"",
                            folder_.string(), run->name}});
}

Result<std::vector<RunRecord>> Project::runs() {
    auto runs = store_->runs();
    if (!runs) return runs;
    for (auto &run : *runs) {
        if (isOver(run.state) || run.state == "queued" || run.state == "interrupted") continue;
        const fs::path folder = runFolder(run.id);
        const bool alive = workerOf(folder) || isAlive({run.pid, run.pidStart}) ||
                           (ownerJob(run.kind) && isListening(folder)); // its owner may be another process
        const auto logged = loggedState(folder);
        if (logged && (alive || isOver(logged->state))) {
            if (!logged->state.empty()) run.state = logged->state;
            run.error = logged->error;
        } else if (!alive) {
            run.state = "interrupted";
            run.error = workerDied(folder, "has gone");
        }
    }
    return runs;
}

Status Project::command(const std::string &id, const std::string &verb) {
    if (const auto run = known(id); !run) return unexpected(run.error());
    auto sent = sendCommand(runFolder(id), verb);
    if (!sent) sent.error().remedy = {"Let it go on with: lapidary-cli run {0}", folder_.string()};
    return sent;
}

Result<RunRecord> Project::known(const std::string &id) {
    auto run = store_->run(id);
    if (!run) return unexpected(run.error());
    if (*run) return std::move(**run);
    std::string names;
    if (const auto all = store_->runs())
        for (const auto &one : *all) names += (names.empty() ? "" : ", ") + one.id;
    return fail({.code = "run.unknown",
                 .message = "the project has no such run",
                 .file = folder_.string(),
                 .found = id,
                 .expected = names.empty() ? Sentence("none has been started yet") : Sentence(names)});
}

Status createProject(const fs::path &folder, const std::string &from) {
    std::error_code wrong;
    if (fs::exists(folder, wrong) && !fs::is_empty(folder, wrong))
        return fail({.code = "project.not_empty",
                     .message = "the folder holds something already",
                     .file = folder.string(),
                     .remedy = "Choose a new folder."});
    const auto source = from.empty() ? Result<fs::path>(fs::path()) : templateFolder(from);
    if (!source) return unexpected(source.error());
    if (auto made = makeFolders(folder); !made) return made;
    std::error_code ignored;
    const bool copies = fs::is_directory(*source, ignored);
    if (auto begun = copies ? copyTemplate(*source, folder) : beginExperiment(folder); !begun) return begun;
    if (!copies && !source->empty())
        if (auto written = writeTemplate(*source, folder); !written) return written;
    auto opened = Project::openOrMake(folder, "lapidary-cli new");
    return opened ? Status{} : Status(unexpected(opened.error()));
}

} // namespace lapidary
