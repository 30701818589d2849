// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QDoubleSpinBox;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace lapidary {

class LiveViewModel;
class ToneLabel;

/// Lets a scratch adapter learn from the labels for a few steps, and shows what the policy says to the same prompts
/// before and after, side by side. Closing it ends the trial.
class TrialDialog : public QDialog {
    Q_OBJECT
public:
    explicit TrialDialog(LiveViewModel &model, QWidget *parent = nullptr);
    ~TrialDialog() override;

private:
    QWidget *makeForm();
    void refresh();
    void showAnswers();
    bool isAtWork() const;
    QString stateText() const;
    LiveViewModel &model_;
    QSpinBox *steps_;
    QDoubleSpinBox *rate_;
    QPushButton *begin_, *stop_;
    ToneLabel *state_;
    QWidget *answers_;
    QVBoxLayout *rows_;
};

} // namespace lapidary
