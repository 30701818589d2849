// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/workspace.h"
#include "widgets/bridge/project_session.h"

namespace lapidary {

Workspace::Workspace(ProjectSession &session, QObject *parent) : QObject(parent), session_(session) {
    connect(&session_, &ProjectSession::opened, this, [this](const ProjectValues &project) {
        forget();
        project_ = project;
        Q_EMIT projectChanged();
    });
    connect(&session_, &ProjectSession::runsChanged, this, [this](const QVector<RunValues> &runs) {
        runs_.setRuns(runs);
        train_.setRuns(runs);
        labels_.setRuns(runs);
    });
    connect(&session_, &ProjectSession::curvesGrew, &train_, &TrainViewModel::append);
    connect(&session_, &ProjectSession::comparisonChanged, &compare_, &CompareViewModel::setComparison);
    connect(&session_, &ProjectSession::answersReady, &compare_, &CompareViewModel::setAnswers);
    connect(&session_, &ProjectSession::experimentRunningChanged, this, [this](bool running) {
        experimentRunning_ = running;
        Q_EMIT experimentRunningChanged(running);
    });
    connect(&session_, &ProjectSession::compareDetailsReady, &compare_, &CompareViewModel::setDetails);
    connect(&compare_, &CompareViewModel::detailsRequested, &session_, &ProjectSession::requestCompareDetails);
    connect(&compare_, &CompareViewModel::answersRequested, &session_, &ProjectSession::requestAnswers);
    connectLabels();
}

void Workspace::connectLabels() {
    connect(&session_, &ProjectSession::labelQueuesChanged, &labels_, &LabelViewModel::setQueues);
    connect(&session_, &ProjectSession::labelsOpened, &labels_, &LabelViewModel::setOpened);
    connect(&session_, &ProjectSession::labelsSaved, &labels_, &LabelViewModel::setSaved);
    connect(&session_, &ProjectSession::labelsStopped, &labels_, &LabelViewModel::setStopped);
    connect(&session_, &ProjectSession::labelPairsFound, &labels_, &LabelViewModel::setPairs);
    connect(&session_, &ProjectSession::labelPairMade, &labels_, &LabelViewModel::addPair);
    connect(&session_, &ProjectSession::labelPairFailed, &labels_, &LabelViewModel::setPairFailed);
    connect(&session_, &ProjectSession::labelsExported, &labels_, &LabelViewModel::setExported);
    connect(&labels_, &LabelViewModel::openRequested, &session_, &ProjectSession::openLabels);
    connect(&labels_, &LabelViewModel::writeRequested, &session_, &ProjectSession::writeLabels);
    connect(&labels_, &LabelViewModel::pairRequested, &session_, &ProjectSession::askForPair);
}

void Workspace::forget() {
    runs_.setRuns({});
    train_.clear();
    compare_.clear();
    labels_.clear();
}

} // namespace lapidary
