// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/train_view_model.h"
#include <algorithm>

namespace lapidary {

namespace {
constexpr int kShownAtFirst = 4;
const QStringList kTelling{"loss", "reward", "rewards/margins", "rewards/accuracies", "kl", "entropy", "eval_loss", "grad_norm"};
const QStringList kBookkeeping{"learning_rate", "num_tokens", "epoch", "step_time"};
} // namespace

int metricRank(const QString &metric) {
    if (const auto at = kTelling.indexOf(metric); at >= 0) return int(at);
    return int(kTelling.size()) + (kBookkeeping.contains(metric) ? 1 : 0);
}

void TrainViewModel::clear() {
    curves_.clear();
    known_.clear();
    withCurves_.clear();
    hidden_.clear();
    Q_EMIT cleared();
    Q_EMIT runsChanged();
    Q_EMIT metricsChanged();
}

void TrainViewModel::setRuns(const QVector<RunValues> &runs) {
    QVector<Run> known;
    for (const RunValues &run : runs) known.append({run.id, run.name, run.colour});
    if (known == known_) return;
    known_ = known;
    Q_EMIT runsChanged();
}

namespace {
/// True if points had to be given up: a run that went on from a checkpoint logs the steps behind it again, and what was
/// logged of them before is void.
bool extend(QVector<CurvePoint> &curve, const QVector<CurvePoint> &points) {
    const qsizetype whole = curve.size() + points.size();
    for (const CurvePoint &point : points) {
        while (!curve.isEmpty() && curve.last().step >= point.step) curve.removeLast();
        curve.append(point);
    }
    return curve.size() < whole;
}
} // namespace

void TrainViewModel::append(const QVector<CurvePoints> &batch) {
    bool newRun = false, newMetric = false, rewound = false;
    for (const CurvePoints &part : batch) {
        newMetric |= !curves_.contains(part.metric);
        newRun |= !withCurves_.contains(part.run);
        withCurves_.insert(part.run);
        rewound |= extend(curves_[part.metric][part.run], part.points);
    }
    // A chart that is made now takes the points from here; only the old ones are told what is new.
    if (newRun) Q_EMIT runsChanged();
    if (rewound) Q_EMIT curvesRewound();
    else
        for (const CurvePoints &part : batch) Q_EMIT pointsAdded(part.run, part.metric, onAxis(part.points));
    if (newMetric) Q_EMIT metricsChanged();
}

QVector<TrainViewModel::Run> TrainViewModel::runs() const {
    QVector<Run> out;
    std::copy_if(known_.begin(), known_.end(), std::back_inserter(out), [&](const Run &run) { return withCurves_.contains(run.id); });
    return out;
}

QStringList TrainViewModel::metrics() const {
    QStringList names = curves_.keys();
    std::stable_sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return metricRank(a) < metricRank(b); });
    return names;
}

QStringList TrainViewModel::shownMetrics() const {
    QStringList out;
    const QStringList all = metrics();
    for (int i = 0; i < all.size(); ++i)
        if (chosen_.value(all[i], i < kShownAtFirst && !kBookkeeping.contains(all[i]))) out.append(all[i]);
    return out;
}

void TrainViewModel::setShown(const QString &metric, bool shown) {
    // Fix what is on show now, so that a metric that comes later pushes none out.
    const QStringList now = shownMetrics();
    if (now.contains(metric) == shown) return;
    for (const QString &each : metrics()) chosen_[each] = now.contains(each);
    chosen_[metric] = shown;
    Q_EMIT metricsChanged();
    Q_EMIT metricShownChanged(metric, shown);
}

void TrainViewModel::setRunVisible(const QString &id, bool visible) {
    if (visible == isRunVisible(id)) return;
    if (visible) hidden_.remove(id);
    else hidden_.insert(id);
    Q_EMIT runVisibilityChanged(id, visible);
}

QVector<QPointF> TrainViewModel::onAxis(const QVector<CurvePoint> &points) const {
    QVector<QPointF> out;
    out.reserve(points.size());
    for (const CurvePoint &point : points)
        out.append({xAxis_ == XAxis::Step ? point.step : xAxis_ == XAxis::Tokens ? point.tokens : point.seconds, point.value});
    return out;
}

QVector<QPointF> TrainViewModel::points(const QString &run, const QString &metric) const {
    const auto byRun = curves_.find(metric);
    if (byRun == curves_.end()) return {};
    const auto it = byRun->find(run);
    return it == byRun->end() ? QVector<QPointF>() : onAxis(*it);
}

void TrainViewModel::setXAxis(XAxis axis) {
    if (axis == xAxis_) return;
    xAxis_ = axis;
    Q_EMIT xAxisChanged(axis);
}

void TrainViewModel::setSmoothing(double weight) {
    smoothing_ = weight;
    Q_EMIT smoothingChanged(weight);
}

} // namespace lapidary
