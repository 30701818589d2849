// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include <QHash>
#include <optional>

class QGridLayout;
class QMenu;
class QStackedLayout;

namespace lapidary {

class CurveChart;
class EmptyState;
class LegendBar;
class TrainViewModel;

/// Live curves: one chart a metric, all runs overlaid, one legend and one cursor for all.
class TrainPanel : public Panel {
    Q_OBJECT
public:
    explicit TrainPanel(TrainViewModel &model, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    CurveChart *chart(const QString &metric) const { return charts_.value(metric); }

private:
    QWidget *makeHeader();
    void rebuildCharts();
    void refillCharts();
    void rebuildLegend();
    void fillMetricsMenu();
    void setCursor(std::optional<double> x);
    TrainViewModel &model_;
    QStackedLayout *pages_;
    QGridLayout *grid_;
    LegendBar *legend_;
    QMenu *metricsMenu_;
    QHash<QString, CurveChart *> charts_;
    QStringList inLegend_;
};

} // namespace lapidary
