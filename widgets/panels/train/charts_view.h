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

/// One chart a metric (of a loss that methods mean differently one for each meaning), two beside each other, all runs
/// overlaid or their groups as means with bands; one cursor for all.
class ChartsView : public QScrollArea {
    Q_OBJECT
public:
    explicit ChartsView(TrainViewModel &model, QWidget *parent = nullptr);
    /// Of several the one with the run, or else the first.
    CurveChart *chart(const QString &metric, const QString &run = {}) const;
    void fit();
    void setCursor(std::optional<double> x);

Q_SIGNALS:
    void curveClicked(const QString &run, double x);
    void menuRequested(QMenu *menu, const QString &run, double x);

private:
    /// Charts are known by their metric and, where there are several of it, the family behind it.
    QStringList keysOf(const QString &metric) const;
    QString keyOf(const QString &metric, const QString &run) const;
    bool shows(const QString &key, const QString &run) const;
    QStringList keys() const; ///< of all that is to be shown
    CurveChart *makeChart(const QString &key);
    void fill(const QString &key);
    void takePoints(const QString &run, const QString &metric, const QVector<QPointF> &points);
    void groupOn(const QString &key, CurveChart &chart, const QStringList &now);
    void showTrunks(CurveChart &chart) const;
    void showHeldOut(const QString &key, const QString &run) const;
    void setCurves(const QString &key, const TrainViewModel::Run &run) const;
    void rebuild();
    void follow(); ///< rebuilds where there are other charts to show
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
    QTimer soon_;                   ///< behind all points of a batch: a chart that is made has them already
    QTimer later_;                  ///< bands are computed at most twice a second
};

} // namespace lapidary
