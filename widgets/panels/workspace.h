// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/stage_costs.h"
#include "widgets/models/log_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/stage_graph.h"
#include <QObject>
#include <QUndoStack>
#include <optional>

namespace lapidary {

class Feature;
class ProjectSession;

/// The open project as the window sees it: what its panels and docks share, and the features that share it.
class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(ProjectSession &session, QObject *parent = nullptr);
    ~Workspace() override;
    ProjectSession &session() { return session_; }
    const QVector<Feature *> &features() const { return features_; } ///< in the order of the rail
    RunsModel &runs() { return runs_; }
    LogModel &log() { return log_; }
    /// What can be undone with Ctrl+Z wherever the person is; every command has a name that completes "Undo …".
    QUndoStack &undoStack() { return undo_; }
    const StageGraphValues &graph() const { return graph_; } ///< of the experiment
    /// What the stage or arm of a node will take; null: it is not known, or the node stands for neither.
    const StageCost *costOf(const QString &stage) const;
    const QStringList &dataSets() const { return dataSets_; }
    const QStringList &recentProjects() const { return recent_; } ///< folders, newest first
    void setRecentProjects(const QStringList &folders);
    /// What the inspector shows: a stage of the graph, its run, or both. Empty names are none.
    void selectStage(const QString &stage);
    void selectRun(const QString &run);
    QString selectedStage() const { return stage_; }
    QString selectedRun() const { return run_; }
    /// False while something that a person made is not on disk yet.
    void setSaved(bool saved);
    bool isSaved() const { return saved_; }
    const std::optional<ProjectValues> &project() const { return project_; }
    bool isOurs() const { return project_ && project_->readOnly.isEmpty(); } ///< things can be started here
    bool experimentRunning() const { return experimentRunning_; }

Q_SIGNALS:
    void projectChanged();
    void experimentRunningChanged(bool running);
    void selectionChanged();
    void costsChanged();
    void recentProjectsChanged();
    void savedChanged(bool saved);

private:
    void connectParts();
    void setProject(const ProjectValues &project);
    void select(const QString &stage, const QString &run);
    ProjectSession &session_;
    RunsModel runs_{};
    LogModel log_{};
    QUndoStack undo_{};
    StageGraphValues graph_{};
    QVector<StageCost> costs_{};
    QStringList dataSets_{}, recent_{};
    QString stage_{}, run_{};
    bool saved_ = true;
    std::optional<ProjectValues> project_{};
    bool experimentRunning_ = false;
    QVector<Feature *> features_{};
};

} // namespace lapidary
