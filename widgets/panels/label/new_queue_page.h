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

/// Makes a queue: what is asked for, which runs or data sets the answers come from, how many items, and a name.
class NewQueuePage : public QWidget {
    Q_OBJECT
public:
    explicit NewQueuePage(LabelViewModel &model, QWidget *parent = nullptr);
    void begin(); ///< a fresh form

Q_SIGNALS:
    void sourcesWanted();
    void itemsWanted(const lapidary::LabelQueueRequest &request);
    void queueWanted(const lapidary::LabelQueueRequest &request);
    void samplesWanted();
    void cancelled();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeFields(QWidget *form);
    QWidget *makeForm();
    void addRows(QWidget *form, class QGridLayout &grid);
    void fillSources();
    void chosen();
    void nameIt();
    void showFound();
    const LabelKind *kind() const; ///< as it is chosen, or proposed
    LabelQueueRequest request() const;
    LabelViewModel &model_;
    CheckList *sources_;
    QLineEdit *name_;
    QLineEdit *criteria_;
    Choice *kind_, *perPrompt_, *answers_, *most_, *twice_;
    QLabel *found_, *about_, *criteriaName_;
    QPushButton *make_, *cancel_;
    QTimer *ask_;
    bool onlyData() const;
    bool named_ = false, kindChosen_ = false; ///< by the person
};

} // namespace lapidary
