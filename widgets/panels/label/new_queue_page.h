// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace lapidary {

class CheckList;

class Choice;
class LabelViewModel;

/// Makes a queue: which runs the answers come from, how many pairs, and a name.
class NewQueuePage : public QWidget {
    Q_OBJECT
public:
    explicit NewQueuePage(LabelViewModel &model, QWidget *parent = nullptr);
    void begin(); ///< a fresh form

Q_SIGNALS:
    void pairsWanted(const lapidary::LabelQueueRequest &request);
    void queueWanted(const lapidary::LabelQueueRequest &request);
    void samplesWanted();
    void cancelled();

private:
    void makeFields(QWidget *form);
    QWidget *makeForm();
    void fillRuns();
    void chosen();
    void showPairs();
    LabelQueueRequest request() const;
    LabelViewModel &model_;
    CheckList *runs_;
    QLineEdit *name_;
    Choice *perPrompt_, *most_;
    QLabel *found_;
    QPushButton *make_, *cancel_;
    QTimer *ask_;
    bool named_ = false; ///< by the person
};

} // namespace lapidary
