// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/compare_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/train_view_model.h"
#include <QObject>
#include <memory>

namespace lapidary {

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
    CompareViewModel &compare() { return compare_; }
    DataViewModel &data() { return data_; }
    ModelsViewModel &models() { return models_; }
    const std::optional<ProjectValues> &project() const { return project_; }
    bool experimentRunning() const { return experimentRunning_; }

Q_SIGNALS:
    void projectChanged();
    void experimentRunningChanged(bool running);

private:
    void forget();
    ProjectSession &session_;
    RunsModel runs_;
    TrainViewModel train_;
    CompareViewModel compare_;
    DataViewModel data_;
    ModelsViewModel models_;
    std::unique_ptr<StockThreads> threads_; ///< of data and models
    std::optional<ProjectValues> project_;
    bool experimentRunning_ = false;
};

} // namespace lapidary
