// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTableView;

namespace lapidary {

class BatchesModel;
class Choice;

/// The rows behind a step: which steps the run told, a table of their rows with what each cost, and the chosen row.
class BatchView : public QWidget {
    Q_OBJECT
public:
    explicit BatchView(BatchesModel &model, QWidget *parent = nullptr);

private:
    QTableView *makeTable();
    void refresh();
    void showChosen();
    BatchesModel &model_;
    Choice *steps_;
    QLabel *facts_, *none_;
    QTableView *table_;
    QPlainTextEdit *text_;
    QWidget *body_;
};

} // namespace lapidary
