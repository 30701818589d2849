// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace lapidary {

class TrainViewModel;

/// What the curves warn of, in words with the remedy: the newest alarm, and how many there are. Nothing while all is
/// well.
class AlarmList : public QWidget {
    Q_OBJECT
public:
    explicit AlarmList(TrainViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void samplesRequested(const QString &run, double step); ///< what the run said when the alarm rose

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void fill(QMenu &menu);
    TrainViewModel &model_;
    QLabel *text_;
    QPushButton *samples_;
};

} // namespace lapidary
