// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_worker.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/wording.h"
#include <QTimer>

namespace lapidary {

ProjectWorker::ProjectWorker(QObject *parent) : QObject(parent), timer_(new QTimer(this)) {
    timer_->setInterval(kTickMs);
    connect(timer_, &QTimer::timeout, this, &ProjectWorker::tick);
}

ProjectWorker::~ProjectWorker() = default;

void ProjectWorker::open(const QString &folder) {
    // The old project is given back only when the new one is open: a mistyped folder loses nothing. The same folder is
    // closed first, since a project has one owner.
    if (access_ && QString::compare(access_->project().folder, folder) == 0) access_.reset();
    auto access = ProjectAccess::open(folder);
    if (!access) {
        Q_EMIT failed(QStringLiteral("This project cannot be opened"), toQt(access.error()));
        return;
    }
    access_ = std::move(*access);
    followers_.clear();
    told_.clear();
    compared_.clear();
    running_ = false;
    Q_EMIT opened(access_->project());
    timer_->start();
    tick();
}

void ProjectWorker::startExperiment() {
    if (!access_) return;
    if (const auto done = access_->startExperiment(); !done) Q_EMIT failed(QStringLiteral("The experiment cannot start"), toQt(done.error()));
    tick();
}

void ProjectWorker::command(const QString &run, const std::string &verb) {
    if (!access_) return;
    if (const auto done = access_->command(run, verb); !done)
        Q_EMIT failed(QStringLiteral("The run did not take the command “%1”").arg(toQt(verb)), toQt(done.error()));
    tick();
}

void ProjectWorker::readAnswers(const QString &armA, const QString &armB) {
    if (!access_) return;
    const auto answers = access_->answers(armA, armB);
    if (answers) Q_EMIT answersReady(*answers);
    else Q_EMIT failed(QStringLiteral("The answers cannot be read"), toQt(answers.error()));
}

/// Meets new runs; true if there is any change.
bool ProjectWorker::takeRuns() {
    const auto runs = access_->runs();
    if (!runs) {
        timer_->stop(); // one message, not ten a second
        Q_EMIT failed(QStringLiteral("The runs cannot be listed"), toQt(runs.error()));
        return false;
    }
    QVector<RunValues> now;
    QVector<CurvePoints> points;
    for (const auto &run : *runs) {
        const auto [it, isNew] = followers_.try_emplace(run.values.id, run.folder, run.values);
        RunFollower &follower = it->second;
        follower.poll();
        // The index knows names and, for a worker that died silently, the state; the log knows the rest.
        RunValues &values = follower.values();
        values.name = run.values.name;
        values.colour = run.values.colour;
        RunValues shown = values;
        if (!isActive(run.values.state)) shown.state = run.values.state;
        if (shown.error.isEmpty()) shown.error = run.values.error;
        now.append(shown);
        points += follower.takePoints();
    }
    const bool changed = now != told_;
    told_ = now;
    if (changed) Q_EMIT runsChanged(now);
    if (!points.isEmpty()) Q_EMIT curvesGrew(points);
    return changed;
}

void ProjectWorker::tick() {
    if (!access_) return;
    const bool running = access_->experimentRunning();
    const bool changed = takeRuns();
    if (changed) compareIfFinished();
    if (running != running_) Q_EMIT experimentRunningChanged(running_ = running);
    if (const auto error = access_->takeExperimentError()) Q_EMIT failed(QStringLiteral("The experiment stopped"), toQt(*error));
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
