// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QPushButton;

namespace lapidary {

class Choice;
class LabelOrderChoice;
class LabelViewModel;
class ProgressStripe;

/// The left side: which queue, which of its items, how far it is, and how it was labelled.
class LabelQueueView : public QWidget {
    Q_OBJECT
public:
    explicit LabelQueueView(LabelViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void newQueueRequested();
    void qualityRequested();

private:
    void makePerson();
    QMenu *makeMenu(QWidget *parent);
    void fillMenu(QMenu &menu);
    void addJudges(QMenu &menu);
    void makeList();
    void makeFigures();
    void followList();
    void fillQueues();
    void applyFilter();
    void showCurrent();
    void showFigures();
    LabelViewModel &model_;
    Choice *queue_, *filter_, *person_;
    LabelOrderChoice *order_;
    QPushButton *more_;
    QLineEdit *search_;
    QListView *list_;
    QLabel *progress_, *time_, *sides_, *none_;
    ProgressStripe *stripe_;
    bool following_ = false; ///< the model moves the current row, not the person
};

} // namespace lapidary
