// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QButtonGroup;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QTableView;

namespace lapidary {

class SamplesModel;
class StepBar;
class TokenText;

/// What the policy says, by step: a slider over the steps, a table of their completions with search, and the chosen one
/// with what each reward function gave and its tokens shaded by log-probability, entropy or ratio to the reference.
class SamplesView : public QWidget {
    Q_OBJECT
public:
    explicit SamplesView(SamplesModel &model, QWidget *parent = nullptr);
    /// Chooses the first sample of the last step that was told of up to this one.
    void showStep(double step);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeTable();
    QWidget *makeDetail();
    QWidget *makeLayers(QWidget *frame);
    void fitRewards();
    void explain();
    void addKeys();
    void chooseLayer();
    void showChosen();
    void refresh();
    SamplesModel &model_;
    QLineEdit *search_;
    QTableView *table_;
    QLabel *count_, *facts_, *rewards_, *token_;
    QScrollArea *rewardsArea_; ///< what a judge says may be long
    QPlainTextEdit *prompt_;
    TokenText *completion_;
    QPushButton *colours_;
    QButtonGroup *layers_;
    StepBar *steps_;
};

} // namespace lapidary
