// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QMenu;
class QPushButton;
class QTableView;

namespace lapidary {

class JobsOrder;
class RunsModel;

/// The queue: state, progress, time left, why a run waits, and all that can be done with one.
class JobsView : public Panel {
    Q_OBJECT
public:
    explicit JobsView(RunsModel &model, QWidget *parent = nullptr);
    void setProject(const std::optional<ProjectValues> &project);
    void select(const QString &run);

private:
    QString selectedRun() const;
    void refresh();
    void connectButtons();
    void fill(QMenu &menu);
    void showMenu(const QPoint &place);
    RunsModel &model_;
    bool ours_ = false; ///< the project is open for writing
    bool told_ = false; ///< while a selection comes from outside
    QLabel *summary_;
    QPushButton *next_, *drop_, *pause_, *resume_, *stop_, *more_;
    JobsOrder *order_;
    QTableView *table_;
};

} // namespace lapidary
