// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/train_view_model.h"
#include <QWidget>

class QLabel;

namespace lapidary {

class CurveChart;

/// What the reward says of the canaries beside how many of them are right, of every run on show that has some: by
/// steps, and over how far the policy has gone from its reference. Where the first goes on rising and the second falls,
/// the reward is exploited. Hidden where no run has any.
class CanaryView : public QWidget {
    Q_OBJECT
public:
    explicit CanaryView(TrainViewModel &model, QWidget *parent = nullptr);
    void fit();
    void setCursor(std::optional<double> x);
    CurveChart *bySteps() const { return bySteps_; }
    CurveChart *overKl() const { return overKl_; }

Q_SIGNALS:
    void cursorMoved(std::optional<double> x);
    void curveClicked(const QString &run, double x);

private:
    CurveChart *makeChart(const QString &title, const QString &about);
    void refresh();
    void draw(CurveChart &chart, const TrainViewModel::Run &run, const QString &metric, const QVector<QPointF> &points);
    bool isWanted() const;
    TrainViewModel &model_;
    CurveChart *bySteps_, *overKl_;
    QLabel *noKl_;
    QStringList shown_; ///< ids of the curves
};

} // namespace lapidary
