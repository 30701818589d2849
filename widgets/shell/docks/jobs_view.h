// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QTableView;

namespace lapidary {

class RunsModel;

/// The queue: state, progress, time left, why a run waits, and the buttons that pause, resume and stop one.
class JobsView : public Panel {
    Q_OBJECT
public:
    explicit JobsView(RunsModel &model, QWidget *parent = nullptr);
    void setProject(const std::optional<ProjectValues> &project);
    void select(const QString &run);

private:
    QString selectedRun() const;
    void refresh();
    RunsModel &model_;
    bool ours_ = false; ///< the project is open for writing
    bool told_ = false; ///< while a selection comes from outside
    QLabel *summary_;
    QPushButton *next_, *drop_, *pause_, *resume_, *stop_;
    QTableView *table_;
};

} // namespace lapidary
