// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QListWidget;

namespace lapidary {

class LabelViewModel;

/// The steps of an answer below one another, each with its label as a sign and a word; the next key is about the framed
/// one.
class LabelStepsView : public QWidget {
    Q_OBJECT
public:
    explicit LabelStepsView(LabelViewModel &model, QWidget *parent = nullptr);
    void refresh();

private:
    void showSteps();
    LabelViewModel &model_;
    QLabel *name_;
    QListWidget *list_;
    std::string shown_{};
    bool following_ = false; ///< the model moves the current row, not the person
};

} // namespace lapidary
