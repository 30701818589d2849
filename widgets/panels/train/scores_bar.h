// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QAbstractButton;
class QLabel;
class QSlider;

namespace lapidary {

class ScoresModel;

/// Goes from evaluation to evaluation: a slider over them, and a button each way (also the keys , and .).
class ScoresBar : public QWidget {
    Q_OBJECT
public:
    explicit ScoresBar(ScoresModel &model, QWidget *parent = nullptr);
    void go(int by); ///< so many evaluations further

private:
    void refresh();
    ScoresModel &model_;
    QVector<double> steps_;
    QAbstractButton *back_, *on_;
    QSlider *slider_;
    QLabel *label_;
};

} // namespace lapidary
