// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/train_feature.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_planning.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

TrainFeature::TrainFeature(Workspace &workspace)
    : Feature(&workspace), workspace_(workspace), undo_(curves_, workspace.undoStack()) {
    const ProjectSession &session = workspace.session();
    connect(&session.runs(), &ProjectRuns::runsChanged, &curves_, &TrainViewModel::setRuns);
    connect(&session.runs(), &ProjectRuns::curvesGrew, &curves_, &TrainViewModel::append);
    connect(&session.runs(), &ProjectRuns::samplesGrew, &samples_, &SamplesModel::append);
    connect(&session.runs(), &ProjectRuns::batchesGrew, &batches_, &BatchesModel::append);
    connect(&batches_, &BatchesModel::textsWanted, &session.runs(), &ProjectRuns::readBatch);
    connect(&session.runs(), &ProjectRuns::batchRead, &batches_, &BatchesModel::setTexts);
    connect(&session.runs(), &ProjectRuns::scoresGrew, &scores_, &ScoresModel::append);
    connect(&scores_, &ScoresModel::textWanted, &session.runs(), &ProjectRuns::readHeldOut);
    connect(&session.runs(), &ProjectRuns::heldOutRead, &scores_, &ScoresModel::setText);
    connectLaunch(session);
    // The run that is looked at here is the one that the inspector tells of, and the other way round.
    connect(&curves_, &TrainViewModel::runChosen, &workspace_, &Workspace::selectRun);
    connect(&workspace_, &Workspace::selectionChanged, this, [this] {
        if (curves_.run(workspace_.selectedRun())) curves_.selectRun(workspace_.selectedRun());
    });
}

void TrainFeature::connectLaunch(const ProjectSession &session) {
    const ProjectPlanning *planning = &session.planning();
    connect(&session.runs(), &ProjectRuns::runsChanged, &launch_, &LaunchViewModel::setRuns);
    connect(&launch_, &LaunchViewModel::planningRequested, planning, &ProjectPlanning::readPlanning);
    connect(planning, &ProjectPlanning::planningReady, &launch_, &LaunchViewModel::setPlanning);
    connect(&launch_, &LaunchViewModel::dataFactsRequested, planning, &ProjectPlanning::readDataFacts);
    connect(planning, &ProjectPlanning::dataFactsReady, &launch_, &LaunchViewModel::setDataFacts);
    connect(&launch_, &LaunchViewModel::settingsFileRequested, planning, &ProjectPlanning::readSettingsFile);
    connect(planning, &ProjectPlanning::settingsFileReady, &launch_, &LaunchViewModel::setSettings);
    connect(&launch_, &LaunchViewModel::dryRunRequested, planning, &ProjectPlanning::startDryRun);
    connect(&launch_, &LaunchViewModel::dryRunEnded, planning, &ProjectPlanning::endDryRun);
    connect(planning, &ProjectPlanning::dryRunReady, &launch_, &LaunchViewModel::setDryRun);
    connect(&launch_, &LaunchViewModel::startRequested, &session.queue(), &ExperimentQueue::addAndRun);
    connect(&launch_, &LaunchViewModel::forkRequested, &session.queue(), &ExperimentQueue::fork);
}

QString TrainFeature::title() const {
    return QCoreApplication::translate("Panels", "Train");
}

Panel *TrainFeature::makePanel() {
    auto *panel = new TrainPanel(curves_, launch_, {samples_, batches_, scores_});
    const auto tell = [panel, this] { panel->setProject(workspace_.project()); };
    connect(&workspace_, &Workspace::projectChanged, panel, tell);
    const ProjectRuns *runs = &workspace_.session().runs();
    connect(panel, &TrainPanel::settingsWanted, runs, &ProjectRuns::readSettings);
    connect(runs, &ProjectRuns::settingsRead, panel, &TrainPanel::changeSettings);
    connect(panel, &TrainPanel::changeWanted, runs, &ProjectRuns::change);
    const ProjectLabels *labels = &workspace_.session().labels();
    connect(panel, &TrainPanel::liveWanted, labels, &ProjectLabels::askPolicy);
    connect(panel, &TrainPanel::liveCancelled, labels, &ProjectLabels::cancelPolicy);
    connect(labels, &ProjectLabels::policyAsked, panel, &TrainPanel::setLiveProgress);
    connect(labels, &ProjectLabels::policyAnswered, panel, &TrainPanel::endLive);
    connect(labels, &ProjectLabels::policySilent, panel, &TrainPanel::setLiveSilent);
    connect(panel, &TrainPanel::exportRequested, &workspace_.session().runs(), &ProjectRuns::exportCurves);
    tell();
    return panel;
}

void TrainFeature::forget() {
    curves_.clear();
    samples_.clear();
    batches_.clear();
    scores_.clear();
}

void TrainFeature::setProject(const ProjectValues &project) {
    launch_.setProject(project);
    if (auto catalogue = installedCatalogue()) curves_.setMethods(std::move(catalogue->algorithms));
}

void TrainFeature::beginNew() {
    Q_EMIT panelWanted();
    launch_.beginNew();
}

bool TrainFeature::perform(const Intent &intent, QWidget *) {
    if (intent.kind == Intent::NewTraining) {
        beginNew();
    } else if (intent.kind == Intent::TrainOnData) {
        Q_EMIT panelWanted();
        launch_.beginOn(intent.argument);
    } else if (intent.kind == Intent::TrainAgain) {
        Q_EMIT panelWanted();
        launch_.beginAgain(intent.argument);
    } else {
        return false;
    }
    return true;
}

bool TrainFeature::showRun(const RunValues &run) {
    if (!isTraining(run.kind.toStdString())) return false;
    Q_EMIT panelWanted();
    return true;
}

QVector<ActionEntry> TrainFeature::actions(QWidget *) {
    return {{.id = QStringLiteral("newTraining"),
             .menu = MenuPlace::Run,
             .text = tr("New &training…"),
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_T)},
             .run = [this] { beginNew(); },
             .enabled = [this] { return workspace_.isOurs(); }}};
}

} // namespace lapidary
