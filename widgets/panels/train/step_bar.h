// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QAbstractButton;
class QLabel;
class QSlider;

namespace lapidary {

class SamplesModel;

/// Goes from step to step of the samples: a slider over the steps that have some, a button each way (also the keys
/// , and .), and one that shows all steps.
class StepBar : public QWidget {
    Q_OBJECT
public:
    explicit StepBar(SamplesModel &model, QWidget *parent = nullptr);
    void go(int by); ///< so many steps further; from all steps to the newest

private:
    void refresh();
    void choose(int place);
    SamplesModel &model_;
    QVector<double> steps_;
    QAbstractButton *back_, *on_, *all_;
    QSlider *slider_;
    QLabel *label_;
};

} // namespace lapidary
