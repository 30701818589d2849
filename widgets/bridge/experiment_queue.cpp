// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_queue.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/warm_worker.h"
#include <QDateTime>
#include <algorithm>

namespace lapidary {

namespace {

bool isAtWork(const std::string &state) {
    return state == "starting" || state == "running" || state == "paused";
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

} // namespace

ExperimentQueue::ExperimentQueue(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {
    connect(&open_, &OpenProject::closing, this, [this] {
        scheduler_.reset();
        ended_.reset();
        shared_.clear();
        running_ = false;
    });
    connect(&open_, &OpenProject::begun, this, &ExperimentQueue::takeUp);
}

ExperimentQueue::~ExperimentQueue() = default;

/// Where runs are still at work, their experiment goes on.
void ExperimentQueue::takeUp() {
    Q_EMIT runningChanged(false);
    Project &project = *open_;
    const auto runs = project.runs();
    if (!runs || !open_.plan() || project.readOnly()) return;
    if (const Plan rest = unfinished(*open_.plan(), *runs); !rest.runs.empty())
        if (const auto met = schedule(rest); !met) ended_ = met.error();
}

void ExperimentQueue::setRunning(bool running) {
    if (running != running_) Q_EMIT runningChanged(running_ = running);
}

Status ExperimentQueue::schedule(const Plan &wanted) {
    if (scheduler_) return scheduler_->add(wanted);
    auto started = Scheduler::start(*open_, wanted, {.pool = warmWorkers()});
    if (!started) return unexpected(started.error());
    scheduler_ = std::move(*started);
    return {};
}

/// Plans the whole experiment, which is what there is to compare, and lets `only` of it begin; all of it where that is
/// empty.
Status ExperimentQueue::begin(const std::string &only) {
    Project &project = *open_;
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    auto whole = project.plan(*experiment);
    if (!whole) return unexpected(whole.error());
    open_.setPlan(std::move(*whole));
    if (only.empty()) return schedule(*open_.plan());
    const auto part = project.plan(*experiment, only);
    return part ? schedule(*part) : Status(unexpected(part.error()));
}

void ExperimentQueue::startExperiment() {
    if (!open_ || running_) return;
    setRunning(true); // planning freezes the data and may take a while
    if (const auto done = begin({}); !done) {
        setRunning(false);
        Q_EMIT failed(tr("The experiment cannot start"), toQt(done.error()));
        return;
    }
    tellShared();
    const auto runs = statuses();
    if (!runs.empty() && std::all_of(runs.begin(), runs.end(), [](const RunStatus &each) { return each.reused; }))
        Q_EMIT nothingToDo(int(runs.size()));
    Q_EMIT acted();
}

/// The stopped run that the training `name` of these tables would go on in; nothing where it is new.
Result<std::optional<BegunRun>> ExperimentQueue::begunBefore(const Json &tables, const std::string &name) {
    Project &project = *open_;
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto experiment = experimentWith(project.folder(), *catalogue, tables);
    if (!experiment) return unexpected(experiment.error());
    const auto wanted = makePlan(*experiment, project.folder(), project.store(), name);
    if (!wanted) return unexpected(wanted.error());
    const auto begun = begunRuns(project, *wanted);
    if (!begun) return unexpected(begun.error());
    for (const BegunRun &run : *begun)
        if (run.name == name) return run;
    return std::nullopt;
}

void ExperimentQueue::addAndRun(const Json &tables, const QString &name) {
    if (!open_) return;
    if (tables.contains("stage")) { // a stage that is there already goes on: that is what was asked for
        const auto begun = begunBefore(tables, fromQt(name));
        if (begun && *begun)
            return Q_EMIT sameRunFound({.tables = tables,
                                        .name = name,
                                        .run = toQt((*begun)->id),
                                        .madeAs = toQt((*begun)->madeAs),
                                        .state = toQt((*begun)->state),
                                        .step = (*begun)->step});
    } // what is wrong with the tables is told by addNow
    addNow(tables, name, false);
}

void ExperimentQueue::addAndRunAs(const SameRunValues &asked, SameRun same) {
    if (!open_) return;
    addNow(asked.tables, asked.name, same == SameRun::Apart);
}

/// `apart`: not in the folder of a stopped run of the same inputs.
Status ExperimentQueue::add(const Json &tables, const QString &name, bool apart) {
    if (apart) {
        const auto begun = begunBefore(tables, fromQt(name));
        if (!begun) return unexpected(begun.error());
        if (*begun)
            if (auto aside = setAside(*open_, {**begun}); !aside) return aside;
    }
    if (!tables.empty())
        if (auto added = open_->add(tables); !added) return added;
    return begin(fromQt(name));
}

void ExperimentQueue::addNow(const Json &tables, const QString &name, bool apart) {
    if (const auto done = add(tables, name, apart); !done)
        Q_EMIT failed(tr("“%1” cannot start").arg(name), toQt(done.error()));
    tellShared();
    Q_EMIT acted();
}

/// Two nodes never share a run without a word.
void ExperimentQueue::tellShared() {
    QStringList shared;
    QVector<NoticeValues> notices;
    for (const SharedRun &run : open_.plan() ? sharedRuns(*open_.plan()) : std::vector<SharedRun>{}) {
        QStringList names;
        for (const auto &name : run.names) names.append(QStringLiteral("“%1”").arg(toQt(name)));
        shared.append(tr("%1 have the same inputs: one run, %2, serves them.")
                          .arg(names.join(QStringLiteral(", ")), toQt(run.id)));
    }
    for (const QString &text : std::as_const(shared))
        if (!shared_.contains(text))
            notices.append({double(QDateTime::currentMSecsSinceEpoch()) / 1000, NoticeLevel::Warning, {}, text});
    shared_ = shared;
    if (!notices.isEmpty()) Q_EMIT noticesCame(notices);
}

Result<SameRunValues> ExperimentQueue::forkOf(const QString &run, qint64 step, const Json &changes,
                                              const QString &wanted) {
    Project &project = *open_;
    const auto record = project.store().run(fromQt(run));
    if (!record) return unexpected(record.error());
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    const std::string name =
        !wanted.isEmpty()
            ? fromQt(wanted)
            : freeName(*experiment, (*record ? (*record)->name : fromQt(run)) + " fork " + std::to_string(step));
    auto stage = forkStage(project.runFolder(fromQt(run)), step, name, changes);
    if (!stage) return unexpected(stage.error());
    return SameRunValues{.tables = {{"stage", Json::array({std::move(*stage)})}}, .name = toQt(name)};
}

void ExperimentQueue::fork(const QString &run, qint64 step, const Json &changes, const QString &name) {
    if (!open_) return;
    const auto made = forkOf(run, step, changes, name);
    if (made)
        addAndRun(made->tables, made->name);
    else
        Q_EMIT failed(tr("The run cannot be forked"), toQt(made.error()));
}

void ExperimentQueue::goOn(const QString &run) {
    if (!open_) return;
    const auto plan = open_->planOf(fromQt(run));
    const auto begun = plan ? schedule(*plan) : Status(unexpected(plan.error()));
    if (!begun) Q_EMIT failed(tr("The run does not go on"), toQt(begun.error()));
    Q_EMIT acted();
}

bool ExperimentQueue::holds(const QString &run) const {
    const auto all = statuses();
    return std::any_of(all.begin(), all.end(), [&](const RunStatus &each) { return toQt(each.id) == run; });
}

void ExperimentQueue::moveToFront(const QString &run) {
    if (!scheduler_) return;
    if (const auto done = scheduler_->moveToFront(fromQt(run)); !done)
        Q_EMIT failed(tr("The queue stays as it is"), toQt(done.error()));
    Q_EMIT acted();
}

void ExperimentQueue::drop(const QString &run) {
    if (!scheduler_) return;
    if (const auto done = scheduler_->drop(fromQt(run)); !done)
        Q_EMIT failed(tr("The queue stays as it is"), toQt(done.error()));
    Q_EMIT acted();
}

bool ExperimentQueue::poll() {
    if (!scheduler_) return false;
    if (scheduler_->poll()) return true;
    if (const auto &error = scheduler_->error(); error && error->code != kCancelled) ended_ = error;
    scheduler_.reset();
    return false;
}

void ExperimentQueue::settle(bool running) {
    setRunning(running);
    if (const auto error = std::exchange(ended_, std::nullopt))
        Q_EMIT failed(tr("The experiment stopped"), toQt(*error));
}

std::vector<RunStatus> ExperimentQueue::statuses() const {
    return scheduler_ ? scheduler_->runs() : std::vector<RunStatus>{};
}

} // namespace lapidary
