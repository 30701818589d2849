// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/workspace.h"
#include "core/workbench/experiment/catalogue.h"
#include "widgets/bridge/project_session.h"
#include "widgets/shell/chat_thread.h"
#include "widgets/shell/stock_threads.h"

namespace lapidary {

Workspace::Workspace(ProjectSession &session, QObject *parent) : QObject(parent), session_(session), home_(train_) {
    threads_ = std::make_unique<StockThreads>(session_,
                                              StockThreads::ViewModels{data_, models_, mixer_, modelWriter_, remote_});
    chatThread_ = std::make_unique<ChatThread>(playground_, models_, undo_);
    connectProject();
    connect(&session_, &ProjectSession::graphChanged, &home_, &HomeViewModel::setGraph);
    connect(&session_, &ProjectSession::comparisonChanged, &home_, &HomeViewModel::setComparison);
    connect(&session_, &ProjectSession::noticesCame, &log_, &LogModel::append);
    connect(&session_, &ProjectSession::dataSetsChanged, this, [this](const QStringList &names) { dataSets_ = names; });
    connect(&session_, &ProjectSession::curvesGrew, &train_, &TrainViewModel::append);
    connect(&session_, &ProjectSession::samplesGrew, &samples_, &SamplesModel::append);
    connect(&session_, &ProjectSession::comparisonChanged, &compare_, &CompareViewModel::setComparison);
    connect(&session_, &ProjectSession::answersReady, &compare_, &CompareViewModel::setAnswers);
    connect(&session_, &ProjectSession::experimentRunningChanged, this, [this](bool running) {
        experimentRunning_ = running;
        threads_->outdate();
        Q_EMIT experimentRunningChanged(running);
    });
    connectLaunches();
    connectComparison();
    connectLabels();
}

void Workspace::connectProject() {
    connect(&session_, &ProjectSession::opened, this, [this](const ProjectValues &project) {
        forget();
        project_ = project;
        data_.setProject(project.folder, !project.readOnly.isEmpty());
        playground_.clear();
        models_.setProject(project.folder, !project.readOnly.isEmpty());
        modelWriter_.setProject(project.folder, !project.readOnly.isEmpty());
        launch_.setProject(project_);
        draw_.setProject(project_);
        if (auto catalogue = installedCatalogue()) train_.setMethods(std::move(catalogue->algorithms));
        Q_EMIT projectChanged();
    });
    connect(&session_, &ProjectSession::runsChanged, this, [this](const QVector<RunValues> &runs) {
        runs_.setRuns(runs);
        train_.setRuns(runs);
        labels_.setRuns(runs);
        home_.setRuns(runs);
        launch_.setRuns(runs);
    });
}

void Workspace::connectLaunches() {
    connect(&draw_, &DrawViewModel::planningRequested, &session_, &ProjectSession::requestPlanning);
    connect(&draw_, &DrawViewModel::startRequested, &session_, &ProjectSession::addAndRun);
    connect(&session_, &ProjectSession::planningReady, &draw_, &DrawViewModel::setPlanning);
    connect(&launch_, &LaunchViewModel::planningRequested, &session_, &ProjectSession::requestPlanning);
    connect(&launch_, &LaunchViewModel::dataFactsRequested, &session_, &ProjectSession::requestDataFacts);
    connect(&launch_, &LaunchViewModel::startRequested, &session_, &ProjectSession::addAndRun);
    connect(&launch_, &LaunchViewModel::forkRequested, &session_, &ProjectSession::fork);
    connect(&session_, &ProjectSession::planningReady, &launch_, &LaunchViewModel::setPlanning);
    connect(&launch_, &LaunchViewModel::dryRunRequested, &session_, &ProjectSession::requestDryRun);
    connect(&launch_, &LaunchViewModel::dryRunEnded, &session_, &ProjectSession::endDryRun);
    connect(&session_, &ProjectSession::dryRunReady, &launch_, &LaunchViewModel::setDryRun);
    connect(&session_, &ProjectSession::dataFactsReady, &launch_, &LaunchViewModel::setDataFacts);
}

void Workspace::connectComparison() {
    connect(&session_, &ProjectSession::compareDetailsReady, &compare_, &CompareViewModel::setDetails);
    connect(&compare_, &CompareViewModel::detailsRequested, &session_, &ProjectSession::requestCompareDetails);
    connect(&compare_, &CompareViewModel::changed, &arena_, [this] {
        QStringList names; // who needs the reference answer cannot be asked anything else
        for (const ArmValues &arm : compare_.table()->comparison().arms)
            if (!arm.oracle) names.append(arm.name);
        arena_.setArms(names);
    });
    connect(&arena_, &ArenaViewModel::judged, &session_, &ProjectSession::keepVote);
    connect(&session_, &ProjectSession::voteSaved, &arena_, &ArenaViewModel::voteKept);
    connect(&arena_, &ArenaViewModel::stopRequested, &session_, &ProjectSession::stopAnswers);
    connect(&arena_, &ArenaViewModel::asked, &session_, &ProjectSession::askArm);
    connect(&session_, &ProjectSession::answerGrew, &arena_, &ArenaViewModel::grew);
    connect(&session_, &ProjectSession::answerDone, &arena_, &ArenaViewModel::done);
    connect(&session_, &ProjectSession::answerFailed, &arena_, &ArenaViewModel::failed);
    connect(&compare_, &CompareViewModel::answersRequested, &session_, &ProjectSession::requestAnswers);
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
    connect(&session_, &ProjectSession::labelTokensScored, &labels_, &LabelViewModel::setTokens);
    connect(&labels_, &LabelViewModel::tokensRequested, &session_, &ProjectSession::askForTokens);
    connect(&labels_, &LabelViewModel::pairRequested, &session_, &ProjectSession::askForPair);
    connect(&labels_, &LabelViewModel::savedChanged, this,
            [this] { setSaved(labels_.isSaved() && labels_.stopped().isEmpty()); });
}

Workspace::~Workspace() = default;

void Workspace::forget() {
    runs_.setRuns({});
    train_.clear();
    samples_.clear();
    compare_.clear();
    labels_.clear();
    home_.clear();
    log_.clear();
    undo_.clear();
    dataSets_.clear();
    select({}, {});
}

void Workspace::selectStage(const QString &stage) {
    const StageNode *node = home_.graph().find(stage);
    select(stage, node ? node->run : QString());
}

void Workspace::selectRun(const QString &run) {
    select(home_.stageOf(run), run);
}

void Workspace::select(const QString &stage, const QString &run) {
    if (stage == stage_ && run == run_) return;
    stage_ = stage;
    run_ = run;
    Q_EMIT selectionChanged();
}

void Workspace::setRecentProjects(const QStringList &folders) {
    recent_ = folders;
    Q_EMIT recentProjectsChanged();
}

void Workspace::setSaved(bool saved) {
    if (saved != saved_) Q_EMIT savedChanged(saved_ = saved);
}

} // namespace lapidary
