// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/train_view_model.h"
#include <QHash>
#include <QScrollArea>
#include <QTimer>
#include <optional>

class QGridLayout;
class QMenu;

namespace lapidary {

class CanaryView;
class CurveChart;

/// One chart a metric, two beside each other, all runs overlaid or their groups as means with bands; one cursor for
/// all.
class ChartsView : public QScrollArea {
    Q_OBJECT
public:
    explicit ChartsView(TrainViewModel &model, QWidget *parent = nullptr);
    CurveChart *chart(const QString &metric) const { return charts_.value(metric); }
    void fit();
    void setCursor(std::optional<double> x);

Q_SIGNALS:
    void curveClicked(const QString &run, double x);
    void menuRequested(QMenu *menu, const QString &run, double x);

private:
    CurveChart *makeChart(const QString &metric);
    void fill(const QString &metric);
    void showTrunks(CurveChart &chart) const;
    void showHeldOut(const QString &metric, const QString &run) const;
    void setCurves(const QString &metric, const TrainViewModel::Run &run) const;
    void rebuild();
    void refill();
    void syncRuns();
    void regroup();
    void showMarks();
    bool isGrouped() const;
    TrainViewModel &model_;
    CanaryView *canaries_;
    QGridLayout *grid_;
    QHash<QString, CurveChart *> charts_;
    QStringList inCharts_, groups_; ///< ids of the curves
    QTimer later_;                  ///< bands are computed at most twice a second
};

} // namespace lapidary
