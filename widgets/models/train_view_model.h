// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/x_axis.h"
#include "widgets/models/values.h"
#include <QMap>
#include <QObject>
#include <QPointF>
#include <QSet>

namespace lapidary {

/// All curves of a project and which of them are on show.
class TrainViewModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    struct Run {
        QString id{}, name{};
        int colour = 0;
        bool operator==(const Run &) const = default;
    };

    void clear();
    /// Names and colours. Runs without a single metric (samplings, evaluations) have no curve and stay out.
    void setRuns(const QVector<RunValues> &runs);
    void append(const QVector<CurvePoints> &batch);

    QVector<Run> runs() const; ///< those with curves
    QStringList metrics() const; ///< all known, the telling ones first
    QStringList shownMetrics() const;
    bool isShown(const QString &metric) const { return shownMetrics().contains(metric); }
    void setShown(const QString &metric, bool shown);
    bool isRunVisible(const QString &id) const { return !hidden_.contains(id); }
    void setRunVisible(const QString &id, bool visible);
    /// On the chosen axis.
    QVector<QPointF> points(const QString &run, const QString &metric) const;
    XAxis xAxis() const { return xAxis_; }
    void setXAxis(XAxis axis);
    double smoothing() const { return smoothing_; }
    void setSmoothing(double weight);

Q_SIGNALS:
    void cleared();
    void runsChanged();
    void metricsChanged(); ///< which charts there are
    void metricShownChanged(const QString &metric, bool shown); ///< somebody switched it
    void pointsAdded(const QString &run, const QString &metric, const QVector<QPointF> &points);
    void curvesRewound(); ///< points that were told are void: a run went on from a checkpoint
    void runVisibilityChanged(const QString &run, bool visible);
    void smoothingChanged(double weight);
    void xAxisChanged(lapidary::XAxis axis); ///< all points stand elsewhere now

private:
    QVector<QPointF> onAxis(const QVector<CurvePoint> &points) const;
    QMap<QString, QHash<QString, QVector<CurvePoint>>> curves_; ///< metric → run → points
    QVector<Run> known_;
    QSet<QString> withCurves_, hidden_;
    QHash<QString, bool> chosen_; ///< what the person switched on or off
    double smoothing_ = 0.8;
    XAxis xAxis_ = XAxis::Step;
};

/// Smaller is shown earlier: loss, rewards, margins, KL, then the rest by name, bookkeeping (epoch, learning rate) last.
int metricRank(const QString &metric);

} // namespace lapidary
