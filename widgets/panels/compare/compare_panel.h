// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QLabel;
class QStackedLayout;
class QTableView;

namespace lapidary {

class AnswersView;
class CompareViewModel;

/// The comparison of an experiment's arms: the table with intervals, the paired test of two arms, and their answers.
class ComparePanel : public Panel {
    Q_OBJECT
public:
    explicit ComparePanel(CompareViewModel &model, QWidget *parent = nullptr);

private:
    QWidget *makeTabs();
    QWidget *makeTop();
    void refresh();
    void copyTable();
    CompareViewModel &model_;
    QStackedLayout *pages_;
    QTableView *table_;
    QLabel *title_, *note_, *missing_;
};

} // namespace lapidary
