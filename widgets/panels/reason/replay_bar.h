// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>

class QAbstractButton;
class QLabel;
class QPushButton;
class QSlider;

namespace lapidary {

class ReasonViewModel;

/// Goes over the events of the tree on show: a slider, a step back and on, and a button that plays them.
class ReplayBar : public QWidget {
    Q_OBJECT
public:
    static constexpr int kPlayMs = 40, kWholeMs = 10000; ///< however many events there are, it ends in about that time
    explicit ReplayBar(ReasonViewModel &model, QWidget *parent = nullptr);
    void step(int by);
    void togglePlay();

private:
    void refresh();
    void tick();
    ReasonViewModel &model_;
    QPushButton *back_, *play_, *on_;
    QSlider *slider_;
    QLabel *label_;
    QTimer timer_{this};
};

} // namespace lapidary
