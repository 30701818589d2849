// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace lapidary {

class SamplesModel;
class TokenText;

/// What the policy says, by step: a table with search, and the chosen completion with its tokens shaded by
/// log-probability.
class SamplesView : public QWidget {
    Q_OBJECT
public:
    explicit SamplesView(SamplesModel &model, QWidget *parent = nullptr);
    /// Chooses the first sample of the last step that was told of up to this one.
    void showStep(double step);

private:
    QWidget *makeTable();
    QWidget *makeDetail();
    void showChosen();
    void refresh();
    SamplesModel &model_;
    QLineEdit *search_;
    QTableView *table_;
    QLabel *count_, *facts_, *token_;
    QPlainTextEdit *prompt_;
    TokenText *completion_;
    QPushButton *colours_;
};

} // namespace lapidary
