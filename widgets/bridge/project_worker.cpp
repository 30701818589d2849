// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_worker.h"
#include "core/workbench/compare/contender.h"
#include "core/workbench/project.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/inventory.h"
#include "widgets/bridge/ready_projects.h"
#include "widgets/models/wording.h"
#include <QDateTime>
#include <QTimer>

namespace lapidary {

ProjectWorker::ProjectWorker(QObject *parent)
    : QObject(parent), inventory_(new Inventory(this)), labels_(new LabelAccess(this)), timer_(new QTimer(this)) {
    timer_->setInterval(kTickMs);
    connect(timer_, &QTimer::timeout, this, &ProjectWorker::tick);
}

ProjectWorker::~ProjectWorker() = default;

void ProjectWorker::open(const QString &folder) {
    // The old project is given back only when the new one is open: a mistyped folder loses nothing. The same folder is
    // closed first, since a project has one owner.
    if (access_ && QString::compare(access_->project().folder, folder) == 0) {
        inventory_->setProject(nullptr);
        labels_->setProject(nullptr);
        access_.reset();
    }
    auto access = ProjectAccess::open(folder);
    if (!access) {
        Q_EMIT failed(tr("This project cannot be opened"), toQt(access.error()));
        return;
    }
    labels_->setProject(nullptr);
    dryRun_.reset();
    access_ = std::move(*access);
    inventory_->setProject(&access_->core());
    runs_.clear();
    followers_.clear();
    told_.clear();
    compared_.clear();
    shared_.clear();
    running_ = false;
    Q_EMIT opened(access_->project());
    Q_EMIT experimentRunningChanged(false);
    labels_->setProject(&access_->core());
    timer_->start();
    listRuns();
    tick();
    tellGraph();
}

void ProjectWorker::startExperiment() {
    if (!access_ || running_) return;
    setRunning(true); // planning freezes the data and may take a while
    if (const auto done = access_->startExperiment(); !done) {
        setRunning(false);
        Q_EMIT failed(tr("The experiment cannot start"), toQt(done.error()));
        return;
    }
    tellShared();
    tick();
    tellGraph();
}

void ProjectWorker::command(const QString &run, const std::string &verb) {
    if (!access_) return;
    if (const auto done = access_->command(run, verb); !done)
        Q_EMIT failed(tr("The run did not take the command “%1”").arg(toQt(verb)), toQt(done.error()));
    tick();
}

void ProjectWorker::addAndRun(const Json &tables, const QString &name, SameRun same) {
    if (!access_) return;
    if (same == SameRun::Ask &&
        tables.contains("stage")) { // a stage that is there already goes on: that is what was asked for
        const auto found = access_->sameRun(tables, name);
        if (found && *found) return Q_EMIT sameRunFound(**found);
    } // what is wrong with the tables is told below
    if (const auto done = access_->addAndRun(tables, name, same == SameRun::Apart); !done)
        Q_EMIT failed(tr("“%1” cannot start").arg(name), toQt(done.error()));
    tellShared();
    tick();
}

/// Two nodes never share a run without a word.
void ProjectWorker::tellShared() {
    QVector<NoticeValues> notices;
    const QStringList shared = access_->sharedRuns();
    for (const QString &text : shared)
        if (!shared_.contains(text))
            notices.append({double(QDateTime::currentMSecsSinceEpoch()) / 1000, NoticeLevel::Warning, {}, text});
    shared_ = shared;
    if (!notices.isEmpty()) Q_EMIT noticesCame(notices);
}

void ProjectWorker::fork(const QString &run, qint64 step, const Json &changes, const QString &name) {
    if (!access_) return;
    const auto made = access_->forkOf(run, step, changes, name);
    if (made)
        addAndRun(made->tables, made->name);
    else
        Q_EMIT failed(tr("The run cannot be forked"), toQt(made.error()));
}

void ProjectWorker::moveToFront(const QString &run) {
    if (!access_) return;
    if (const auto done = access_->moveToFront(run); !done)
        Q_EMIT failed(tr("The queue stays as it is"), toQt(done.error()));
    tick();
}

void ProjectWorker::drop(const QString &run) {
    if (!access_) return;
    if (const auto done = access_->drop(run); !done) Q_EMIT failed(tr("The queue stays as it is"), toQt(done.error()));
    tick();
}

void ProjectWorker::readAnswers(const QString &armA, const QString &armB) {
    if (!access_) return;
    const auto answers = access_->answers(armA, armB);
    if (answers)
        Q_EMIT answersReady(*answers);
    else
        Q_EMIT failed(tr("The answers cannot be read"), toQt(answers.error()));
}

void ProjectWorker::trainOnLabels(const QString &queue) {
    if (!access_) return;
    const auto training = labels_->trainingOn(queue);
    if (training)
        addAndRun(training->tables, training->name);
    else
        Q_EMIT failed(tr("No training on these labels"), toQt(training.error()));
}

void ProjectWorker::inspectRun(const QString &run) {
    if (!access_) return;
    auto facts = access_->facts(run);
    if (!facts) {
        Q_EMIT failed(tr("The facts of this run cannot be read"), toQt(facts.error()));
        return;
    }
    RunFactsValues::Group history{tr("History"), {}};
    if (const auto it = followers_.find(run); it != followers_.end())
        for (const auto &[time, state] : it->second.history())
            history.facts.append(
                {QDateTime::fromMSecsSinceEpoch(qint64(time * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                 stateWord(state)});
    facts->groups.append(history);
    Q_EMIT factsReady(*facts);
}

void ProjectWorker::listReadyProjects() {
    Q_EMIT readyProjectsListed(readyProjects());
}

void ProjectWorker::createProject(const QString &folder, const QString &from) {
    if (const auto made = lapidary::createProject(fromQt(folder), fromQt(from)); !made) {
        Q_EMIT failed(tr("The project cannot be made"), toQt(made.error()));
        return;
    }
    open(folder);
}

void ProjectWorker::tellGraph() {
    if (!access_) return;
    const auto graph = access_->graphIfChanged();
    if (!graph) return;
    Q_EMIT graphChanged(*graph);
    Q_EMIT dataSetsChanged(access_->dataSets());
}

void ProjectWorker::readPlanning() {
    if (!access_) return;
    const auto planning = access_->planning();
    if (planning)
        Q_EMIT planningReady(*planning);
    else
        Q_EMIT failed(tr("A training cannot be planned here"), toQt(planning.error()));
}

void ProjectWorker::readDataFacts(const QString &name) {
    if (!access_) return;
    const auto facts = access_->dataFacts(name);
    Q_EMIT dataFactsReady(facts ? *facts : DataFacts{.name = name, .trouble = toQt(facts.error())});
}

void ProjectWorker::dryRun(const Json &tables, const QString &name) {
    if (!access_) return;
    dryRun_.reset(); // one at a time, in one folder
    auto begun = access_->dryRun(tables, name);
    if (begun)
        dryRun_ = std::move(*begun);
    else
        Q_EMIT dryRunReady({.trouble = toQt(begun.error())});
}

void ProjectWorker::endDryRun() {
    dryRun_.reset();
}

void ProjectWorker::writeReport() {
    if (!access_) return;
    const auto file = access_->writeReport();
    if (file)
        Q_EMIT reportWritten(*file);
    else
        Q_EMIT failed(tr("The report cannot be written"), toQt(file.error()));
}

void ProjectWorker::readCompareDetails() {
    if (!access_) return;
    const auto details = access_->compareDetails();
    if (details)
        Q_EMIT compareDetailsReady(*details);
    else
        Q_EMIT failed(tr("The samples cannot be read"), toQt(details.error()));
}

namespace {
/// The hash of the weights, or where a remote model is.
QString whereFrom(const Json &provenance) {
    if (provenance.contains("remote")) return toQt(provenance["remote"].value("origin", ""));
    return toQt(provenance.value("weights", ""));
}
} // namespace

void ProjectWorker::prepareContender(int place, quint64 ticket, const QString &arm, const QString &prompt) {
    if (!access_) return;
    const auto contender = access_->contender(arm, prompt);
    if (!contender) return Q_EMIT contenderFailed(ticket, toQt(contender.error()));
    const Json &seed = contender->provenance["seed"];
    Q_EMIT contenderReady(place, ticket, contender->request, whereFrom(contender->provenance),
                          seed.is_null() ? QString() : toQt(dumpJson(seed)));
}

void ProjectWorker::setRunning(bool running) {
    if (running != running_) Q_EMIT experimentRunningChanged(running_ = running);
}

void ProjectWorker::listRuns() {
    sinceList_ = 0;
    auto runs = access_->runs();
    if (runs) {
        runs_ = std::move(*runs);
        return;
    }
    timer_->stop(); // one message, not twenty a second
    Q_EMIT failed(tr("The runs cannot be listed"), toQt(runs.error()));
}

/// Reads what the logs hold that is new, and tells it; true if any run changed.
bool ProjectWorker::takeRuns() {
    QVector<RunValues> now;
    QVector<CurvePoints> points;
    QVector<NoticeValues> notices;
    QVector<DrawnSample> samples;
    qsizetype room = kPointsATick;
    for (const auto &run : runs_) {
        const auto [it, isNew] = followers_.try_emplace(run.values.id, run.folder, run.values, run.keyMetric);
        RunFollower &follower = it->second;
        follower.poll();
        // The index knows names and every state but the steps between running and paused; the log knows the rest.
        RunValues shown = follower.values();
        shown.name = run.values.name;
        shown.colour = run.values.colour;
        shown.place = run.values.place;
        shown.device = run.values.device;
        shown.memory = run.values.memory;
        const bool atWork = run.values.state == RunState::Starting || run.values.state == RunState::Running ||
                            run.values.state == RunState::Paused;
        if (!atWork || !isActive(shown.state)) shown.state = run.values.state;
        if (!run.values.error.isEmpty() || isActive(shown.state)) shown.error = run.values.error;
        if (!run.values.note.isEmpty()) shown.note = run.values.note;
        now.append(shown);
        notices += follower.takeNotices();
        samples += follower.takeSamples();
        for (CurvePoints &part : follower.takePoints(room)) {
            room -= part.points.size();
            points.append(std::move(part));
        }
    }
    tellDeaths(now, notices);
    const bool changed = now != told_;
    told_ = now;
    if (!notices.isEmpty()) Q_EMIT noticesCame(notices);
    if (changed) Q_EMIT runsChanged(now);
    if (!points.isEmpty()) Q_EMIT curvesGrew(points);
    if (!samples.isEmpty()) Q_EMIT samplesGrew(samples);
    return changed;
}

/// A worker that was killed writes no last line; the owner says it in its stead.
void ProjectWorker::tellDeaths(const QVector<RunValues> &now, QVector<NoticeValues> &notices) const {
    for (const RunValues &run : now) {
        if (run.state != RunState::Interrupted || run.error.isEmpty()) continue;
        const auto before =
            std::find_if(told_.begin(), told_.end(), [&](const RunValues &old) { return old.id == run.id; });
        if (before != told_.end() && before->state == run.state) continue;
        notices.append({double(QDateTime::currentMSecsSinceEpoch()) / 1000, NoticeLevel::Error, run.id, run.error});
    }
}

void ProjectWorker::tick() {
    if (!access_) return;
    if (dryRun_)
        if (const auto values = dryRun_->poll()) {
            dryRun_.reset();
            Q_EMIT dryRunReady(*values);
        }
    const bool running = access_->poll();
    sinceList_ += kTickMs;
    if (running || running_ || sinceList_ >= kListMs) listRuns();
    sinceGraph_ += kTickMs;
    if (sinceGraph_ >= kListMs) {
        sinceGraph_ = 0;
        tellGraph(); // the experiment may be edited while the window is open
    }
    if (takeRuns()) compareIfFinished();
    setRunning(running);
    if (const auto error = access_->takeExperimentError()) Q_EMIT failed(tr("The experiment stopped"), toQt(*error));
}

void ProjectWorker::compareIfFinished() {
    QStringList finished;
    for (const RunValues &run : told_)
        if (isArm(run.kind.toStdString()) && run.state == RunState::Finished) finished.append(run.id);
    if (finished.isEmpty() || finished == compared_) return;
    const auto comparison = access_->comparison();
    if (!comparison) return; // the arms are not all there; the next finished one asks again
    compared_ = finished;
    Q_EMIT comparisonChanged(*comparison);
}

} // namespace lapidary
