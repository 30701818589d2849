// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace lapidary {

class EmptyState;
class RunsModel;

/// The runs of the project: what runs, how far it is, and the buttons to start, pause, resume and stop.
class RunsPanel : public Panel {
    Q_OBJECT
public:
    explicit RunsPanel(RunsModel &model, QWidget *parent = nullptr);
    void setProject(const std::optional<ProjectValues> &project);
    /// While an experiment is on its way the start button rests.
    void setExperimentRunning(bool running);

private:
    QString selectedRun() const;
    QWidget *makeDetail(QWidget *page);
    void refresh();
    void showDetail(const RunValues *run);
    RunsModel &model_;
    std::optional<ProjectValues> project_;
    bool running_ = false;
    QStackedLayout *pages_;
    EmptyState *empty_;
    QLabel *title_, *summary_, *readOnly_, *detailTitle_, *facts_, *detail_;
    QPushButton *start_, *pause_, *resume_, *stop_;
    QTableView *table_;
};

} // namespace lapidary
