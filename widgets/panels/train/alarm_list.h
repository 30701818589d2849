// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;

namespace lapidary {

class TrainViewModel;

/// What the curves warn of, in words with the remedy: the newest alarm, and how many there are. Nothing while all is
/// well.
class AlarmList : public QWidget {
    Q_OBJECT
public:
    explicit AlarmList(TrainViewModel &model, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    TrainViewModel &model_;
    QLabel *text_;
};

} // namespace lapidary
