// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/method.h"
#include "widgets/common/x_axis.h"
#include "widgets/models/curve_groups.h"
#include <QMap>
#include <QObject>
#include <QSet>

namespace lapidary {

/// Which charts are on show: those that were chosen by hand, all, or those of a group of metrics, by the name that the
/// methods give it.
inline const QString kChosenCharts = QString();
inline const QString kAllCharts = QStringLiteral("*");

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

    /// What the algorithms say of their metrics: in which order they are shown, which go together, which is the key.
    void setMethods(std::vector<MethodInfo> methods);
    QString keyMetric(const RunValues &run) const; ///< empty: its algorithm is not known
    void clear();
    /// Names, colours and states. Runs without a single metric (samplings, evaluations) have no curve and stay out.
    void setRuns(const QVector<RunValues> &runs);
    void append(const QVector<CurvePoints> &batch);

    QVector<Run> runs() const;            ///< those with curves
    QVector<RunValues> trainings() const; ///< those with curves and those that will have some
    const RunValues *run(const QString &id) const;
    /// The run that buttons work on: the one that was chosen, or else the one at work, or the newest.
    QString selectedRun() const;
    void selectRun(const QString &id);

    /// All known, the telling ones first. What held-out rows say stands in the chart of the same metric: heldOutOf().
    QStringList metrics() const;
    static QString heldOutOf(const QString &metric);              ///< "eval_loss" of "loss"
    std::optional<QString> shownBy(const QString &heldOut) const; ///< the other way round, where both are known
    QStringList shownMetrics() const;
    bool isShown(const QString &metric) const { return shownMetrics().contains(metric); }
    void setShown(const QString &metric, bool shown);
    QString preset() const { return preset_; }
    void setPreset(const QString &preset);
    /// What there is to choose from: by hand, the groups of the metrics that there are, in their order, and all.
    QStringList presets() const;
    bool isRunVisible(const QString &id) const { return !hidden_.contains(id); }
    void setRunVisible(const QString &id, bool visible);
    /// On the chosen axis.
    QVector<QPointF> points(const QString &run, const QString &metric) const;
    bool hasPoints(const QString &run, const QString &metric) const;
    /// The same over how far the policy has gone: the square root of the KL to its reference, in nats a completion.
    /// Sorted by it; empty where the run does not tell its KL.
    QVector<QPointF> pointsOverRootKl(const QString &run, const QString &metric) const;
    const MethodInfo *methodOf(const QString &run) const; ///< null: not known
    /// What a method of the runs says of it; null: none knows it.
    const MetricInfo *infoOf(const QString &metric) const;
    /// What the run's method says that a loss, or a figure of preferences, is: of methods that say the same the curves
    /// can be compared, of others they have no scale in common. Empty: such a metric is one thing for all methods.
    QString familyOf(const QString &run, const QString &metric) const;
    /// Of the runs on show that have such a curve, in their order.
    QStringList familiesOf(const QString &metric) const;
    /// The methods of those of a family, as "dpo, ipo", and what they say of the metric.
    QString methodsOf(const QString &metric, const QString &family) const;
    const MetricInfo *infoOf(const QString &metric, const QString &family) const;
    bool tellsSpread(const QString &metric) const; ///< whether a run tells the deviation about it by another metric
    bool isSpread(const QString &metric) const;    ///< whether it is such a one
    /// One standard deviation about a mean, where the run tells it.
    QVector<BandPoint> deviation(const QString &run, const QString &metric) const;
    XAxis xAxis() const { return xAxis_; }
    void setXAxis(XAxis axis);
    double smoothing() const { return smoothing_; }
    void setSmoothing(double weight);
    /// The optimiser step of a run at a place on the chosen axis.
    double stepAt(const QString &run, double x) const;
    double placeOf(const QString &run, double step) const; ///< and back
    /// Raw values of what is on show: run, metric, step, tokens, seconds, value.
    QString csv() const;

    Grouping grouping() const { return grouping_; }
    void setGrouping(Grouping grouping);
    QVector<Run> groups() const;                    ///< a group has the colour of its first run
    QStringList runsOf(const QString &group) const; ///< ids
    /// `family`: only of its runs; nothing: of all.
    QVector<BandPoint> groupBand(const QString &group, const QString &metric,
                                 const std::optional<QString> &family = {}) const;

Q_SIGNALS:
    void cleared();
    void runsChanged();
    void runStatesChanged(); ///< how they stand; also when another one is selected
    void runChosen(const QString &run);
    void alarmsChanged();  ///< what is marked on the curves: alarms, and settings that were changed
    void metricsChanged(); ///< which charts there are
    void metricShownChanged(const QString &metric, bool shown); ///< somebody switched it
    void pointsAdded(const QString &run, const QString &metric, const QVector<QPointF> &points);
    void curvesRewound(); ///< points that were told are void: a run went on from a checkpoint
    void runVisibilityChanged(const QString &run, bool visible);
    void smoothingChanged(double weight);
    void xAxisChanged(lapidary::XAxis axis); ///< all points stand elsewhere now
    void groupingChanged();

private:
    int rankOf(const QString &metric) const; ///< smaller is shown earlier
    bool isProgress(const QString &metric) const;
    QStringList presetMetrics(const QStringList &all) const;
    QVector<CurvePoint> klOf(const QString &run) const;
    QString spreadOf(const RunValues &run, const QString &metric) const;
    const MethodInfo *methodOf(const RunValues &run) const;
    void forgetDeleted(const QVector<RunValues> &runs);
    const QVector<CurvePoint> *curve(const QString &run, const QString &metric) const;
    double onAxis(const CurvePoint &point) const {
        return xAxis_ == XAxis::Step ? point.step : xAxis_ == XAxis::Tokens ? point.tokens : point.seconds;
    }
    QVector<QPointF> onAxis(const QVector<CurvePoint> &points) const;
    QMap<QString, QHash<QString, QVector<CurvePoint>>> curves_; ///< metric → run → points
    std::vector<MethodInfo> methods_;
    QVector<RunValues> values_; ///< trainings only
    QVector<Run> known_;
    QSet<QString> withCurves_, hidden_;
    QHash<QString, bool> chosen_; ///< what the person switched on or off
    QString selected_;
    double smoothing_ = 0.8;
    XAxis xAxis_ = XAxis::Step;
    Grouping grouping_ = Grouping::None;
    QString preset_ = kChosenCharts;
};

/// The curve that is made of "rewards/accuracies": the share of pairs whose rejected answer still has the higher
/// reward.
inline const QString kPairsWrong = QStringLiteral("pairs still wrong");

} // namespace lapidary
