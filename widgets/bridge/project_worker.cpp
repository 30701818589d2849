// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_worker.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/inventory.h"
#include "widgets/models/wording.h"
#include <QTimer>

namespace lapidary {

ProjectWorker::ProjectWorker(QObject *parent) : QObject(parent), inventory_(new Inventory(this)), timer_(new QTimer(this)) {
    timer_->setInterval(kTickMs);
    connect(timer_, &QTimer::timeout, this, &ProjectWorker::tick);
}

ProjectWorker::~ProjectWorker() = default;

void ProjectWorker::open(const QString &folder) {
    // The old project is given back only when the new one is open: a mistyped folder loses nothing. The same folder is
    // closed first, since a project has one owner.
    if (access_ && QString::compare(access_->project().folder, folder) == 0) {
        inventory_->setProject(nullptr);
        access_.reset();
    }
    auto access = ProjectAccess::open(folder);
    if (!access) {
        Q_EMIT failed(tr("This project cannot be opened"), toQt(access.error()));
        return;
    }
    access_ = std::move(*access);
    inventory_->setProject(&access_->core());
    runs_.clear();
    followers_.clear();
    told_.clear();
    compared_.clear();
    running_ = false;
    Q_EMIT opened(access_->project());
    Q_EMIT experimentRunningChanged(false);
    timer_->start();
    listRuns();
    tick();
}

void ProjectWorker::startExperiment() {
    if (!access_ || running_) return;
    setRunning(true); // planning freezes the data and may take a while
    if (const auto done = access_->startExperiment(); !done) {
        setRunning(false);
        Q_EMIT failed(tr("The experiment cannot start"), toQt(done.error()));
        return;
    }
    tick();
}

void ProjectWorker::command(const QString &run, const std::string &verb) {
    if (!access_) return;
    if (const auto done = access_->command(run, verb); !done) Q_EMIT failed(tr("The run did not take the command “%1”").arg(toQt(verb)), toQt(done.error()));
    tick();
}

void ProjectWorker::addAndRun(const Json &tables, const QString &name) {
    if (!access_) return;
    if (const auto done = access_->addAndRun(tables, name); !done) Q_EMIT failed(tr("“%1” cannot start").arg(name), toQt(done.error()));
    tick();
}

void ProjectWorker::fork(const QString &run, qint64 step, const Json &changes) {
    if (!access_) return;
    if (const auto made = access_->fork(run, step, changes); !made) Q_EMIT failed(tr("The run cannot be forked"), toQt(made.error()));
    tick();
}

void ProjectWorker::moveToFront(const QString &run) {
    if (!access_) return;
    if (const auto done = access_->moveToFront(run); !done) Q_EMIT failed(tr("The queue stays as it is"), toQt(done.error()));
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
    if (answers) Q_EMIT answersReady(*answers);
    else Q_EMIT failed(tr("The answers cannot be read"), toQt(answers.error()));
}

void ProjectWorker::readCompareDetails() {
    if (!access_) return;
    const auto details = access_->compareDetails();
    if (details) Q_EMIT compareDetailsReady(*details);
    else Q_EMIT failed(tr("The samples cannot be read"), toQt(details.error()));
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
    qsizetype room = kPointsATick;
    for (const auto &run : runs_) {
        const auto [it, isNew] = followers_.try_emplace(run.values.id, run.folder, run.values);
        RunFollower &follower = it->second;
        follower.poll();
        // The index knows names and every state but the steps between running and paused; the log knows the rest.
        RunValues shown = follower.values();
        shown.name = run.values.name;
        shown.colour = run.values.colour;
        const bool atWork = run.values.state == RunState::Starting || run.values.state == RunState::Running || run.values.state == RunState::Paused;
        if (!atWork || !isActive(shown.state)) shown.state = run.values.state;
        if (!run.values.error.isEmpty() || isActive(shown.state)) shown.error = run.values.error;
        if (!run.values.note.isEmpty()) shown.note = run.values.note;
        now.append(shown);
        for (CurvePoints &part : follower.takePoints(room)) {
            room -= part.points.size();
            points.append(std::move(part));
        }
    }
    const bool changed = now != told_;
    told_ = now;
    if (changed) Q_EMIT runsChanged(now);
    if (!points.isEmpty()) Q_EMIT curvesGrew(points);
    return changed;
}

void ProjectWorker::tick() {
    if (!access_) return;
    const bool running = access_->poll();
    sinceList_ += kTickMs;
    if (running || running_ || sinceList_ >= kListMs) listRuns();
    if (takeRuns()) compareIfFinished();
    setRunning(running);
    if (const auto error = access_->takeExperimentError()) Q_EMIT failed(tr("The experiment stopped"), toQt(*error));
}

void ProjectWorker::compareIfFinished() {
    QStringList finished;
    for (const RunValues &run : told_)
        if (run.kind == QLatin1String("evaluate") && run.state == RunState::Finished) finished.append(run.id);
    if (finished.isEmpty() || finished == compared_) return;
    const auto comparison = access_->comparison();
    if (!comparison) return; // the arms are not all there; the next finished one asks again
    compared_ = finished;
    Q_EMIT comparisonChanged(*comparison);
}

} // namespace lapidary
