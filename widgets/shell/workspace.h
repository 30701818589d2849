// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/compare_view_model.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/train_view_model.h"
#include <QObject>

namespace lapidary {

class ProjectSession;

/// The open project as the window sees it: one session and the view models that it feeds.
class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(ProjectSession &session, QObject *parent = nullptr);
    ProjectSession &session() { return session_; }
    RunsModel &runs() { return runs_; }
    TrainViewModel &train() { return train_; }
    CompareViewModel &compare() { return compare_; }
    LabelViewModel &labels() { return labels_; }
    const std::optional<ProjectValues> &project() const { return project_; }
    bool experimentRunning() const { return experimentRunning_; }

Q_SIGNALS:
    void projectChanged();
    void experimentRunningChanged(bool running);

private:
    void forget();
    void connectLabels();
    ProjectSession &session_;
    RunsModel runs_;
    TrainViewModel train_;
    CompareViewModel compare_;
    LabelViewModel labels_;
    std::optional<ProjectValues> project_;
    bool experimentRunning_ = false;
};

} // namespace lapidary
