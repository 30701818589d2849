// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/workspace.h"
#include "widgets/bridge/project_session.h"
#include "widgets/shell/stock_threads.h"

namespace lapidary {

Workspace::Workspace(ProjectSession &session, QObject *parent) : QObject(parent), session_(session) {
    threads_ = std::make_unique<StockThreads>(session_, data_, models_);
    connect(&session_, &ProjectSession::opened, this, [this](const ProjectValues &project) {
        forget();
        project_ = project;
        data_.setProject(project.folder, !project.readOnly.isEmpty());
        models_.setProject(project.folder, !project.readOnly.isEmpty());
        Q_EMIT projectChanged();
    });
    connect(&session_, &ProjectSession::runsChanged, this, [this](const QVector<RunValues> &runs) {
        runs_.setRuns(runs);
        train_.setRuns(runs);
    });
    connect(&session_, &ProjectSession::curvesGrew, &train_, &TrainViewModel::append);
    connect(&session_, &ProjectSession::comparisonChanged, &compare_, &CompareViewModel::setComparison);
    connect(&session_, &ProjectSession::answersReady, &compare_, &CompareViewModel::setAnswers);
    connect(&session_, &ProjectSession::experimentRunningChanged, this, [this](bool running) {
        experimentRunning_ = running;
        threads_->outdate();
        Q_EMIT experimentRunningChanged(running);
    });
    connect(&session_, &ProjectSession::compareDetailsReady, &compare_, &CompareViewModel::setDetails);
    connect(&compare_, &CompareViewModel::detailsRequested, &session_, &ProjectSession::requestCompareDetails);
    connect(&compare_, &CompareViewModel::answersRequested, &session_, &ProjectSession::requestAnswers);
}

Workspace::~Workspace() = default;

void Workspace::forget() {
    runs_.setRuns({});
    train_.clear();
    compare_.clear();
}

} // namespace lapidary
