// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QLabel;
class QLineEdit;
class QTableView;

namespace lapidary {

class Choice;
class LogModel;

/// What the runs said: notices, warnings and errors, newest last, filtered by level and words. Ctrl+C copies rows as
/// TSV.
class LogView : public Panel {
    Q_OBJECT
public:
    explicit LogView(LogModel &model, QWidget *parent = nullptr);

private:
    void makeTable();
    void filter();
    void count();
    void copy();
    LogModel &model_;
    Choice *level_;
    QLineEdit *words_;
    QLabel *shown_;
    QTableView *table_;
    bool atEnd_ = true; ///< the newest line is on show: it stays so when more come
};

} // namespace lapidary
