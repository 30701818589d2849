// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_access.h"
#include "core/data/tasks/rule.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/budget.h"
#include "core/workbench/compare/compare.h"
#include "core/workbench/compare/contender.h"
#include "core/workbench/compare/gains.h"
#include "core/workbench/compare/report.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/scheduler.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/planning.h"
#include "widgets/bridge/run_facts.h"
#include "widgets/bridge/stage_graph_of.h"
#include "widgets/bridge/warm_worker.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>

namespace lapidary {

struct ProjectAccess::Impl {
    ProjectValues values{};
    std::unique_ptr<Project> project{};
    std::optional<Plan> plan{};
    std::unique_ptr<Scheduler> scheduler{}; ///< while the experiment is on its way
    std::optional<Error> ended{};
    std::optional<Catalogue> methods{};            ///< as it was when it was asked first
    std::optional<fs::file_time_type> graphRead{}; ///< the time of the experiment's last change when its graph was made

    /// The number that says how a training goes; empty where the installed worker does not know its algorithm.
    std::string keyMetric(const RunRecord &record) {
        if (!methods) methods = installedCatalogue().value_or(Catalogue());
        const MethodInfo *method = isTraining(record.kind) ? methods->algorithm(record.method) : nullptr;
        const MetricInfo *key = method ? method->keyMetric() : nullptr;
        return key ? key->name : "";
    }

    Status schedule(const Plan &wanted) {
        if (scheduler) return scheduler->add(wanted);
        auto started = Scheduler::start(*project, wanted, {.pool = warmWorkers()});
        if (!started) return unexpected(started.error());
        scheduler = std::move(*started);
        return {};
    }

    /// The stopped run that the training `name` of these tables would go on in; nothing where it is new.
    Result<std::optional<BegunRun>> begunBefore(const Json &tables, const std::string &name) {
        const auto catalogue = installedCatalogue();
        if (!catalogue) return unexpected(catalogue.error());
        const auto experiment = experimentWith(project->folder(), *catalogue, tables);
        if (!experiment) return unexpected(experiment.error());
        const auto wanted = makePlan(*experiment, project->folder(), project->store(), name);
        if (!wanted) return unexpected(wanted.error());
        const auto begun = begunRuns(*project, *wanted);
        if (!begun) return unexpected(begun.error());
        for (const BegunRun &run : *begun)
            if (run.name == name) return run;
        return std::nullopt;
    }

    /// Plans the whole experiment, which is what there is to compare, and lets `only` of it begin; all of it where that
    /// is empty.
    Status begin(const std::string &only) {
        const auto experiment = project->experiment();
        if (!experiment) return unexpected(experiment.error());
        auto whole = project->plan(*experiment);
        if (!whole) return unexpected(whole.error());
        plan = std::move(*whole);
        values.experiment = toQt(plan->experiment);
        graphRead.reset(); // the stages have runs now
        if (only.empty()) return schedule(*plan);
        const auto part = project->plan(*experiment, only);
        return part ? schedule(*part) : Status(unexpected(part.error()));
    }
};

ProjectAccess::ProjectAccess(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ProjectAccess::~ProjectAccess() = default;

namespace {

bool isAtWork(const std::string &state) {
    return state == "starting" || state == "running" || state == "paused";
}

RunValues valuesOf(const RunRecord &record) {
    RunValues values{
        .id = toQt(record.id), .name = toQt(record.name), .kind = toQt(record.kind), .method = toQt(record.method)};
    values.state = runStateOf(record.state).value_or(RunState::Queued);
    if (record.error) values.error = toQt(*record.error);
    return values;
}

void overlay(const RunStatus &status, int place, RunValues &values) {
    values.state = runStateOf(status.state).value_or(values.state);
    values.place = values.state == RunState::Queued ? place : 0;
    if (status.error) values.error = toQt(*status.error);
    values.note = status.reused ? QCoreApplication::translate("ProjectAccess", "done before: its inputs are unchanged")
                                : toQt(status.waitsFor);
}

/// What the queue still held when its owner went away, less what needs a run that did not finish; nothing where no run
/// is at work. What an owner did himself went with him and begins anew.
Plan unfinished(const Plan &plan, const std::vector<RunRecord> &records) {
    Plan rest{.experiment = plan.experiment, .seed = plan.seed};
    bool atWork = false;
    for (const PlannedRun &run : plan.runs)
        for (const RunRecord &record : records) {
            if (record.id != run.id) continue;
            atWork |= isAtWork(record.state);
            const bool goesOn = isAtWork(record.state) || record.state == "queued" || record.state == "finished" ||
                                (record.state == "interrupted" && ownerJob(record.kind));
            if (goesOn && std::all_of(run.needs.begin(), run.needs.end(),
                                      [&](const std::string &need) { return rest.find(need) != nullptr; }))
                rest.runs.push_back(run); // needs stand before what needs them
        }
    if (!atWork) rest.runs.clear();
    return rest;
}

AnswerValues valuesOf(const Answer &answer, const Rule *rule, const Problem &problem) {
    AnswerValues values{.text = toQt(answer.text),
                        .answer = toQt(answer.answer),
                        .correct = answer.correct,
                        .scorable = answer.scorable,
                        .cut = answer.cut,
                        .faithful = answer.faithful,
                        .tokens = answer.tokens};
    if (!rule) return values;
    int from = 0;
    for (const Step &step : rule->grade(problem, answer.text).steps) {
        const QString text = toQt(step.text);
        const int at = int(values.text.indexOf(text, from));
        if (at < 0 || text.isEmpty()) continue; // a grader may name a step that was left out
        values.steps.append({at, int(text.size()), step.right});
        from = at + int(text.size());
    }
    return values;
}

void addClaims(const Comparison &compared, ComparisonValues &out) {
    for (const auto &bucket : compared.bucketNames())
        for (const Gain &gain : gainsOf(compared, bucket))
            if (gain.againstControl)
                out.claims.append({toQt(bucket), toQt(gain.from->name), toQt(gain.to->name),
                                   gain.to->accuracy - gain.from->accuracy, gain.p, gain.pHolm,
                                   gain.from->tokensPerProblem, gain.to->tokensPerProblem, int(gain.chosenAmong),
                                   gain.gains()});
    for (const TrainingCost &training : compared.trainings)
        out.trainings.append({toQt(training.name), toQt(training.algorithm), qint64(training.cost.tokensTrained),
                              qint64(training.cost.tokensSampled), training.cost.seconds});
    for (const SeenProblems &seen : compared.exposure.seen)
        out.seen.append({toQt(seen.bucket), toQt(seen.learnt), qint64(seen.seen), qint64(seen.of)});
    for (const auto &model : compared.exposure.unknown) out.unrecorded.append(toQt(model));
}

} // namespace

Result<std::unique_ptr<ProjectAccess>> ProjectAccess::open(const QString &folder) {
    auto project = Project::open(fromQt(folder), "lapidary");
    if (!project) return unexpected(project.error());
    auto impl = std::make_unique<Impl>();
    impl->project = std::move(*project);
    impl->values = {.folder = folder, .name = QFileInfo(folder).fileName()};
    if (impl->project->readOnly()) impl->values.readOnly = toQt(*impl->project->readOnly());
    if (auto plan = impl->project->lastPlan()) {
        impl->plan = std::move(*plan);
        impl->values.experiment = toQt(impl->plan->experiment);
    }
    auto runs = impl->project->runs();
    if (!runs) return unexpected(runs.error());
    if (impl->plan && !impl->project->readOnly())
        if (const Plan rest = unfinished(*impl->plan, *runs); !rest.runs.empty())
            if (auto met = impl->schedule(rest); !met) impl->ended = met.error();
    return std::unique_ptr<ProjectAccess>(new ProjectAccess(std::move(impl)));
}

const ProjectValues &ProjectAccess::project() const {
    return impl_->values;
}
Project &ProjectAccess::core() {
    return *impl_->project;
}

Result<std::vector<ProjectAccess::Run>> ProjectAccess::runs() {
    // While the queue is watched it knows the states; without it every running run has to be looked at.
    const auto records = impl_->scheduler ? impl_->project->store().runs() : impl_->project->runs();
    if (!records) return unexpected(records.error());
    std::vector<Run> out;
    int colour = 0;
    for (const RunRecord &record : *records) {
        Run run{valuesOf(record), impl_->project->runFolder(record.id)};
        run.values.colour = isTraining(record.kind) ? colour++ : -1; // runs are never taken out: a colour stays
        run.keyMetric = impl_->keyMetric(record);
        if (isAtWork(record.state) && record.pid > 0) run.values.memory = double(peakMemoryOf(record.pid));
        if (const PlannedRun *planned = impl_->plan ? impl_->plan->find(record.id) : nullptr)
            run.values.device = toQt(planned->config.value("device", std::string()));
        int place = 0;
        if (impl_->scheduler)
            for (const RunStatus &status : impl_->scheduler->runs()) {
                place += status.state == "queued";
                if (status.id == record.id) overlay(status, place, run.values);
            }
        out.push_back(std::move(run));
    }
    return out;
}

Status ProjectAccess::startExperiment() {
    return impl_->begin({});
}

Result<std::optional<SameRunValues>> ProjectAccess::sameRun(const Json &tables, const QString &name) {
    const auto begun = impl_->begunBefore(tables, fromQt(name));
    if (!begun) return unexpected(begun.error());
    if (!*begun) return std::nullopt;
    return SameRunValues{.tables = tables,
                         .name = name,
                         .run = toQt((*begun)->id),
                         .madeAs = toQt((*begun)->madeAs),
                         .state = toQt((*begun)->state),
                         .step = (*begun)->step};
}

QStringList ProjectAccess::sharedRuns() const {
    QStringList out;
    if (impl_->plan)
        for (const SharedRun &shared : lapidary::sharedRuns(*impl_->plan)) {
            QStringList names;
            for (const auto &name : shared.names) names.append(QStringLiteral("“%1”").arg(toQt(name)));
            out.append(
                QCoreApplication::translate("ProjectAccess", "%1 have the same inputs: one run, %2, serves them.")
                    .arg(names.join(QStringLiteral(", ")), toQt(shared.id)));
        }
    return out;
}

Status ProjectAccess::addAndRun(const Json &tables, const QString &name, bool apart) {
    if (apart) {
        const auto begun = impl_->begunBefore(tables, fromQt(name));
        if (!begun) return unexpected(begun.error());
        if (*begun)
            if (auto aside = setAside(*impl_->project, {**begun}); !aside) return aside;
    }
    if (!tables.empty())
        if (auto added = impl_->project->add(tables); !added) return added;
    return impl_->begin(fromQt(name));
}

Result<SameRunValues> ProjectAccess::forkOf(const QString &run, qint64 step, const Json &changes,
                                            const QString &wanted) {
    const auto record = impl_->project->store().run(fromQt(run));
    if (!record) return unexpected(record.error());
    const auto experiment = impl_->project->experiment();
    if (!experiment) return unexpected(experiment.error());
    const std::string name =
        !wanted.isEmpty()
            ? fromQt(wanted)
            : freeName(*experiment, (*record ? (*record)->name : fromQt(run)) + " fork " + std::to_string(step));
    auto stage = forkStage(impl_->project->runFolder(fromQt(run)), step, name, changes);
    if (!stage) return unexpected(stage.error());
    return SameRunValues{.tables = {{"stage", Json::array({std::move(*stage)})}}, .name = toQt(name)};
}

Result<PlanningValues> ProjectAccess::planning() {
    return planningOf(*impl_->project);
}
Result<std::unique_ptr<DryRun>> ProjectAccess::dryRun(const Json &tables, const QString &name) {
    return DryRun::start(*impl_->project, tables, fromQt(name));
}
Result<DataFacts> ProjectAccess::dataFacts(const QString &name) {
    return dataFactsOf(*impl_->project, name);
}

Status ProjectAccess::moveToFront(const QString &run) {
    return impl_->scheduler ? impl_->scheduler->moveToFront(fromQt(run)) : Status{};
}
Status ProjectAccess::drop(const QString &run) {
    return impl_->scheduler ? impl_->scheduler->drop(fromQt(run)) : Status{};
}

bool ProjectAccess::poll() {
    if (!impl_->scheduler) return false;
    if (impl_->scheduler->poll()) return true;
    if (const auto &error = impl_->scheduler->error(); error && error->code != kCancelled) impl_->ended = error;
    impl_->scheduler.reset();
    return false;
}

std::optional<Error> ProjectAccess::takeExperimentError() {
    return std::exchange(impl_->ended, std::nullopt);
}

Status ProjectAccess::command(const QString &run, const std::string &verb) {
    return impl_->project->command(fromQt(run), verb);
}

std::optional<StageGraphValues> ProjectAccess::graphIfChanged() {
    std::error_code missing;
    std::error_code noAdditions;
    auto time = fs::last_write_time(impl_->project->folder() / "experiment.toml", missing);
    if (const auto added = fs::last_write_time(additionsFile(impl_->project->folder()), noAdditions); !noAdditions)
        time = std::max(time, added);
    if (impl_->graphRead && *impl_->graphRead == time) return std::nullopt;
    impl_->graphRead = time;
    if (missing) return StageGraphValues{};
    const auto experiment = impl_->project->experiment();
    if (!experiment) return StageGraphValues{.problem = toQt(experiment.error())};
    return stageGraphOf(*experiment, impl_->plan ? &*impl_->plan : nullptr);
}

Result<RunFactsValues> ProjectAccess::facts(const QString &run) {
    return runFacts(*impl_->project, impl_->plan ? impl_->plan->find(fromQt(run)) : nullptr, run);
}

QStringList ProjectAccess::dataSets() {
    QStringList out;
    if (const auto sets = impl_->project->store().datasets())
        for (const DatasetRecord &set : *sets) out.append(toQt(set.name));
    out.removeDuplicates();
    return out;
}

Result<ComparisonValues> ProjectAccess::comparison() {
    if (!impl_->plan)
        return fail({.code = "experiment.never_run",
                     .message = "this experiment has not been run yet",
                     .remedy = "Run it from the panel Home."});
    const auto compared = compare(*impl_->project, *impl_->plan);
    if (!compared) return unexpected(compared.error());
    ComparisonValues out{.experiment = toQt(compared->experiment)};
    for (const auto &bucket : compared->bucketNames()) out.buckets.append(toQt(bucket));
    for (const ArmResult &arm : compared->arms) {
        const QString name = toQt(arm.name);
        if (std::none_of(out.arms.begin(), out.arms.end(), [&](const ArmValues &each) { return each.name == name; }))
            out.arms.append({.name = name, .role = toQt(arm.oracle ? "oracle" : arm.role), .oracle = arm.oracle});
        out.cells.insert({name, toQt(arm.bucket)}, {.n = int(arm.n),
                                                    .correct = int(arm.correct),
                                                    .accuracy = arm.accuracy,
                                                    .low = arm.low,
                                                    .high = arm.high,
                                                    .tokensPerProblem = arm.tokensPerProblem,
                                                    .seconds = arm.seconds,
                                                    .cutRate = arm.cutRate(),
                                                    .unscorable = int(arm.unscorable)});
    }
    for (const PairResult &pair : compared->pairs)
        out.pairs.append(
            {toQt(pair.a), toQt(pair.b), toQt(pair.bucket), int(pair.aOnly), int(pair.bOnly), pair.p, pair.pHolm});
    addClaims(*compared, out);
    for (const auto &name : compared->missing) out.missing.append(toQt(name));
    return out;
}

Result<QString> ProjectAccess::writeReport() {
    if (!impl_->plan) return fail({.code = "experiment.never_run", .message = "this experiment has not been run yet"});
    const auto html = makeReport(*impl_->project, *impl_->plan, {});
    if (!html) return unexpected(html.error());
    const fs::path file = impl_->project->folder() / "report.html";
    if (auto written = writeFileAtomic(file, *html); !written) return unexpected(written.error());
    return toQt(file.string());
}

Result<CompareDetails> ProjectAccess::compareDetails() {
    CompareDetails out;
    if (!impl_->plan) return out;
    const auto budgets = budgetCurves(*impl_->project, *impl_->plan);
    if (!budgets) return unexpected(budgets.error());
    for (const BudgetCurve &curve : *budgets) {
        BudgetValues values{
            .arm = toQt(curve.arm), .bucket = toQt(curve.bucket), .rule = toQt(curve.rule), .oracle = curve.oracle};
        for (const BudgetPoint &p : curve.points) values.points.append({int(p.n), p.tokens, p.accuracy, p.low, p.high});
        out.budgets.append(std::move(values));
    }
    const auto matrices = answerMatrices(*impl_->project, *impl_->plan);
    if (!matrices) return unexpected(matrices.error());
    for (const AnswerMatrix &matrix : *matrices) {
        MatrixValues values{.bucket = toQt(matrix.bucket)};
        for (const auto &arm : matrix.arms) values.arms.append(toQt(arm));
        for (const auto &id : matrix.ids) values.ids.append(toQt(id));
        for (const auto &prompt : matrix.prompts) values.prompts.append(toQt(prompt));
        for (const auto &row : matrix.right) values.right.append(QVector<qint8>(row.begin(), row.end()));
        out.matrices.append(std::move(values));
    }
    return out;
}

Result<Contender> ProjectAccess::contender(const QString &arm, const QString &prompt) {
    if (!impl_->plan) return fail({.code = "experiment.never_run", .message = "this experiment has not been run yet"});
    return contenderOf(*impl_->project, *impl_->plan, fromQt(arm), fromQt(prompt));
}

Result<AnswerPairValues> ProjectAccess::answers(const QString &armA, const QString &armB) {
    if (!impl_->plan) return fail({.code = "experiment.never_run", .message = "this experiment has not been run yet"});
    const auto pairs = answersSideBySide(*impl_->project, *impl_->plan, fromQt(armA), fromQt(armB));
    if (!pairs) return unexpected(pairs.error());
    std::unique_ptr<Rule> rule; // labels the steps; without one the answers stand unlabelled
    for (const PlannedRun &run : impl_->plan->runs)
        if (!rule && isArm(run.kind) && run.config.contains("rule"))
            if (auto made = ruleByName(run.config.value("rule", std::string()))) rule = std::move(*made);
    AnswerPairValues out{.armA = armA, .armB = armB};
    for (const AnswerPair &pair : *pairs) {
        const Problem problem{.id = pair.id, .prompt = pair.prompt, .reference = pair.reference};
        out.questions.append({.bucket = toQt(pair.bucket),
                              .id = toQt(pair.id),
                              .prompt = toQt(pair.prompt),
                              .reference = toQt(pair.reference),
                              .a = valuesOf(pair.a, rule.get(), problem),
                              .b = valuesOf(pair.b, rule.get(), problem)});
    }
    return out;
}

} // namespace lapidary
