// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace lapidary {

class LabelViewModel;
class StepHelpModel;

/// The steps of an answer below one another, each with its label as a sign and a word, and beside it what machines say
/// of it, where the person wants to see that; the next key is about the framed one.
class LabelStepsView : public QWidget {
    Q_OBJECT
public:
    LabelStepsView(LabelViewModel &model, StepHelpModel &help, QWidget *parent = nullptr);
    void refresh();

private:
    QWidget *makeHead();
    void fillMenu();
    void showSteps();
    void showScores();
    LabelViewModel &model_;
    StepHelpModel &help_;
    QLabel *name_, *legend_;
    QPushButton *ask_;
    QListWidget *list_;
    std::string shown_{};
    bool following_ = false; ///< the model moves the current row, not the person
};

} // namespace lapidary
