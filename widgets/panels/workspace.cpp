// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/workspace.h"
#include "widgets/bridge/experiment_costs.h"
#include "widgets/bridge/experiment_graph.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/feature.h"
#include "widgets/panels/panel_registry.h"
#include <algorithm>

namespace lapidary {

Workspace::Workspace(ProjectSession &session, QObject *parent) : QObject(parent), session_(session) {
    features_ = makeFeatures(*this);
    connectParts(); // behind the features: who sees something here finds it there, too
}

Workspace::~Workspace() {
    qDeleteAll(features_); // before what they share
}

void Workspace::connectParts() {
    connect(&session_.project(), &OpenProject::opened, this, &Workspace::setProject);
    connect(&session_.graph(), &ExperimentGraph::graphChanged, this,
            [this](const StageGraphValues &graph) { graph_ = graph; });
    connect(&session_.graph(), &ExperimentGraph::dataSetsChanged, this,
            [this](const QStringList &names) { dataSets_ = names; });
    connect(&session_.costs(), &ExperimentCosts::costsChanged, this, [this](const QVector<StageCost> &costs) {
        costs_ = costs;
        Q_EMIT costsChanged();
    });
    connect(&session_.queue(), &ExperimentQueue::noticesCame, &log_, &LogModel::append);
    connect(&session_.runs(), &ProjectRuns::noticesCame, &log_, &LogModel::append);
    connect(&session_.runs(), &ProjectRuns::runsChanged, &runs_, &RunsModel::setRuns);
    connect(&session_.queue(), &ExperimentQueue::runningChanged, this,
            [this](bool running) { Q_EMIT experimentRunningChanged(experimentRunning_ = running); });
}

void Workspace::setProject(const ProjectValues &project) {
    for (Feature *feature : std::as_const(features_)) feature->forget();
    runs_.setRuns({});
    log_.clear();
    undo_.clear();
    graph_ = {};
    costs_.clear();
    dataSets_.clear();
    select({}, {});
    project_ = project;
    for (Feature *feature : std::as_const(features_)) feature->setProject(project);
    Q_EMIT projectChanged();
}

const StageCost *Workspace::costOf(const QString &stage) const {
    const StageNode *node = graph_.find(stage);
    if (!node || node->kind == StageKind::Data || node->kind == StageKind::Model) return nullptr;
    const std::string name = node->name.toStdString();
    const auto cost = std::find_if(costs_.begin(), costs_.end(), [&](const auto &each) { return each.name == name; });
    return cost == costs_.end() ? nullptr : &*cost;
}

void Workspace::selectStage(const QString &stage) {
    const StageNode *node = graph_.find(stage);
    select(stage, node ? node->run : QString());
}

void Workspace::selectRun(const QString &run) {
    select(graph_.stageOf(run), run);
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
