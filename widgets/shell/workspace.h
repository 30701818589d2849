// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/arena_view_model.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/draw_view_model.h"
#include "widgets/models/home_view_model.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/launch_view_model.h"
#include "widgets/models/log_model.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/model_writer_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/models/remote_view_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/samples_model.h"
#include "widgets/models/train_view_model.h"
#include <QObject>
#include <QUndoStack>
#include <memory>

namespace lapidary {

class ChatThread;
class ProjectSession;
class StockThreads;

/// The open project as the window sees it: one session and the view models that it feeds.
class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(ProjectSession &session, QObject *parent = nullptr);
    ~Workspace() override;
    ProjectSession &session() { return session_; }
    RunsModel &runs() { return runs_; }
    TrainViewModel &train() { return train_; }
    LaunchViewModel &launch() { return launch_; }
    DrawViewModel &draw() { return draw_; }
    SamplesModel &samples() { return samples_; }
    CompareViewModel &compare() { return compare_; }
    DataViewModel &data() { return data_; }
    ModelsViewModel &models() { return models_; }
    PlaygroundViewModel &playground() { return playground_; }
    MixerViewModel &mixer() { return mixer_; }
    ModelWriterViewModel &modelWriter() { return modelWriter_; }
    RemoteViewModel &remote() { return remote_; }
    LabelViewModel &labels() { return labels_; }
    ArenaViewModel &arena() { return arena_; }
    HomeViewModel &home() { return home_; }
    LogModel &log() { return log_; }
    /// What can be undone with Ctrl+Z wherever the person is; every command has a name that completes "Undo …".
    QUndoStack &undoStack() { return undo_; }
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
    bool experimentRunning() const { return experimentRunning_; }

Q_SIGNALS:
    void projectChanged();
    void experimentRunningChanged(bool running);
    void selectionChanged();
    void recentProjectsChanged();
    void savedChanged(bool saved);

private:
    void forget();
    void connectProject();
    void connectLaunches();
    void connectComparison();
    void connectLabels();
    void select(const QString &stage, const QString &run);
    ProjectSession &session_;
    RunsModel runs_;
    TrainViewModel train_;
    LaunchViewModel launch_;
    DrawViewModel draw_;
    SamplesModel samples_;
    CompareViewModel compare_;
    DataViewModel data_;
    ModelsViewModel models_;
    PlaygroundViewModel playground_;
    MixerViewModel mixer_;
    ModelWriterViewModel modelWriter_;
    RemoteViewModel remote_;
    std::unique_ptr<StockThreads> threads_; ///< of data and models
    LabelViewModel labels_;
    ArenaViewModel arena_;
    HomeViewModel home_;
    LogModel log_;
    QUndoStack undo_;
    std::unique_ptr<ChatThread> chatThread_; ///< of the playground
    QStringList dataSets_, recent_;
    QString stage_, run_;
    bool saved_ = true;
    std::optional<ProjectValues> project_;
    bool experimentRunning_ = false;
};

} // namespace lapidary
