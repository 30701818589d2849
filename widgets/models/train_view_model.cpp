// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/train_view_model.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {

namespace {
constexpr int kShownAtFirst = 4;
const QLatin1String kAccuracies("rewards/accuracies");
const QLatin1String kLoss("loss");
} // namespace

void TrainViewModel::setMethods(std::vector<MethodInfo> methods) {
    methods_ = std::move(methods);
    Q_EMIT metricsChanged();
}

const MethodInfo *TrainViewModel::methodOf(const RunValues &run) const {
    const std::string name = run.method.toStdString();
    const auto it = std::find_if(methods_.begin(), methods_.end(), [&](const auto &each) { return each.name == name; });
    return it == methods_.end() ? nullptr : &*it;
}

QString TrainViewModel::keyMetric(const RunValues &run) const {
    const MethodInfo *method = methodOf(run);
    const MetricInfo *key = method ? method->keyMetric() : nullptr;
    return key ? QString::fromStdString(key->name) : QString();
}

const MetricInfo *TrainViewModel::infoOf(const QString &metric) const {
    for (const RunValues &run : values_)
        if (const MethodInfo *method = methodOf(run))
            if (const MetricInfo *info = method->metric(metric.toStdString())) return info;
    return nullptr;
}

/// What every optimiser lowers comes first; then the first place that a method on show gives it. What none of them
/// knows stands behind, and progress last.
int TrainViewModel::rankOf(const QString &metric) const {
    if (metric == kLoss) return -1;
    constexpr int kUnknown = 1000;
    int rank = kUnknown;
    for (const RunValues &run : values_) {
        const MethodInfo *method = methodOf(run);
        if (const MetricInfo *info = method ? method->metric(metric.toStdString()) : nullptr)
            rank = std::min(rank, int(info - method->metrics.data()));
    }
    return isProgress(metric) ? kUnknown + 1 : rank;
}

bool TrainViewModel::isProgress(const QString &metric) const {
    const MetricInfo *info = infoOf(metric);
    return info && info->group == "progress";
}

/// What a preset shows of the metrics that there are, in the order of the methods.
QStringList TrainViewModel::presetMetrics(const QStringList &all) const {
    QStringList out;
    const std::string group = preset_.toStdString();
    for (const RunValues &run : values_) {
        const MethodInfo *method = methodOf(run);
        if (!method) continue;
        for (const MetricInfo &info : method->metrics)
            for (const QString &metric : all) {
                if (info.group != group || method->metric(metric.toStdString()) != &info) continue;
                const QString shown = metric == kAccuracies ? kPairsWrong : metric;
                if (!out.contains(shown)) out.append(shown);
            }
    }
    return out;
}

QStringList TrainViewModel::presets() const {
    QStringList out{kChosenCharts};
    for (const QString &metric : metrics()) {
        const MetricInfo *info = infoOf(metric);
        const QString group = info ? QString::fromStdString(info->group) : QString();
        if (!group.isEmpty() && !out.contains(group)) out.append(group);
    }
    if (!out.contains(preset_) && preset_ != kAllCharts) out.append(preset_); // it stays, with nothing to show
    out.append(kAllCharts);
    return out;
}

const MethodInfo *TrainViewModel::methodOf(const QString &id) const {
    const RunValues *values = run(id);
    return values ? methodOf(*values) : nullptr;
}

QString TrainViewModel::spreadOf(const RunValues &run, const QString &metric) const {
    const MethodInfo *method = methodOf(run);
    const MetricInfo *info = method ? method->metric(metric.toStdString()) : nullptr;
    return info ? QString::fromStdString(info->spread) : QString();
}

bool TrainViewModel::tellsSpread(const QString &metric) const {
    return std::any_of(values_.begin(), values_.end(),
                       [&](const RunValues &run) { return !spreadOf(run, metric).isEmpty(); });
}

bool TrainViewModel::isSpread(const QString &metric) const {
    const std::string name = metric.toStdString();
    return std::any_of(values_.begin(), values_.end(), [&](const RunValues &run) {
        const MethodInfo *method = methodOf(run);
        return method && std::any_of(method->metrics.begin(), method->metrics.end(),
                                     [&](const MetricInfo &each) { return each.spread == name; });
    });
}

void TrainViewModel::clear() {
    curves_.clear();
    known_.clear();
    values_.clear();
    selected_.clear();
    withCurves_.clear();
    hidden_.clear();
    Q_EMIT cleared();
    Q_EMIT runsChanged();
    Q_EMIT metricsChanged();
}

void TrainViewModel::forgetDeleted(const QVector<RunValues> &runs) {
    QSet<QString> there;
    for (const RunValues &each : runs) there.insert(each.id);
    for (const QString &id : QSet<QString>(withCurves_)) {
        if (there.contains(id)) continue;
        withCurves_.remove(id);
        hidden_.remove(id);
        for (auto &byRun : curves_) byRun.remove(id);
    }
}

void TrainViewModel::setRuns(const QVector<RunValues> &runs) {
    forgetDeleted(runs);
    QVector<Run> known;
    QVector<RunValues> values;
    bool alarms = false;
    for (const RunValues &each : runs) {
        known.append({each.id, each.name, each.colour});
        if (!isTraining(each.kind.toStdString())) continue;
        const RunValues *before = run(each.id);
        alarms |= before ? before->alarms != each.alarms || before->changes != each.changes
                         : !each.alarms.isEmpty() || !each.changes.isEmpty();
        values.append(each);
    }
    const bool moved = values != values_;
    values_ = values;
    if (known != known_) {
        known_ = known;
        Q_EMIT runsChanged();
    }
    if (moved) Q_EMIT runStatesChanged();
    if (alarms) Q_EMIT alarmsChanged();
}

const RunValues *TrainViewModel::run(const QString &id) const {
    for (const RunValues &each : values_)
        if (each.id == id) return &each;
    return nullptr;
}

QVector<RunValues> TrainViewModel::trainings() const {
    return values_;
}

QString TrainViewModel::selectedRun() const {
    if (run(selected_)) return selected_;
    for (const RunState wanted : {RunState::Running, RunState::Paused, RunState::Starting})
        for (const RunValues &each : values_)
            if (each.state == wanted) return each.id;
    return values_.isEmpty() ? QString() : values_.last().id;
}

void TrainViewModel::selectRun(const QString &id) {
    if (id == selected_) return;
    selected_ = id;
    Q_EMIT runStatesChanged();
    Q_EMIT runChosen(id);
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
    QVector<CurvePoints> all = batch;
    for (const CurvePoints &part : batch) {
        if (part.metric != kAccuracies) continue;
        all.append({part.run, kPairsWrong, part.points});
        for (CurvePoint &point : all.last().points) point.value = 1 - point.value;
    }
    for (const CurvePoints &part : std::as_const(all)) {
        newMetric |= !curves_.contains(part.metric);
        newRun |= !withCurves_.contains(part.run);
        withCurves_.insert(part.run);
        rewound |= extend(curves_[part.metric][part.run], part.points);
    }
    // A chart that is made now takes the points from here; only the old ones are told what is new.
    if (newRun) Q_EMIT runsChanged();
    if (rewound)
        Q_EMIT curvesRewound();
    else
        for (const CurvePoints &part : std::as_const(all))
            Q_EMIT pointsAdded(part.run, part.metric, onAxis(part.points));
    if (newMetric) Q_EMIT metricsChanged();
}

QVector<TrainViewModel::Run> TrainViewModel::runs() const {
    QVector<Run> out;
    std::copy_if(known_.begin(), known_.end(), std::back_inserter(out),
                 [&](const Run &run) { return withCurves_.contains(run.id); });
    return out;
}

namespace {
const QLatin1String kHeldOut("eval_");
}

QString TrainViewModel::heldOutOf(const QString &metric) {
    return kHeldOut + metric;
}

std::optional<QString> TrainViewModel::shownBy(const QString &heldOut) const {
    const QString metric = heldOut.mid(kHeldOut.size());
    return heldOut.startsWith(kHeldOut) && curves_.contains(metric) ? std::optional(metric) : std::nullopt;
}

QStringList TrainViewModel::metrics() const {
    QStringList names = curves_.keys();
    names.removeIf([this](const QString &name) { return shownBy(name).has_value(); });
    std::stable_sort(names.begin(), names.end(),
                     [this](const QString &a, const QString &b) { return rankOf(a) < rankOf(b); });
    return names;
}

QStringList TrainViewModel::shownMetrics() const {
    QStringList out;
    QStringList all = metrics();
    if (preset_ == kAllCharts) return all;
    if (preset_ != kChosenCharts) return presetMetrics(all);
    for (int i = 0; i < all.size(); ++i)
        if (chosen_.value(all[i], i < kShownAtFirst && !isProgress(all[i]))) out.append(all[i]);
    return out;
}

void TrainViewModel::setShown(const QString &metric, bool shown) {
    // Fix what is on show now, so that a metric that comes later pushes none out.
    const QStringList now = shownMetrics();
    for (const QString &each : metrics()) chosen_[each] = now.contains(each);
    chosen_[metric] = shown;
    preset_ = kChosenCharts;
    Q_EMIT metricsChanged();
    if (now.contains(metric) != shown) Q_EMIT metricShownChanged(metric, shown);
}

void TrainViewModel::setPreset(const QString &preset) {
    if (preset == preset_) return;
    preset_ = preset;
    Q_EMIT metricsChanged();
}

void TrainViewModel::setRunVisible(const QString &id, bool visible) {
    if (visible == isRunVisible(id)) return;
    if (visible)
        hidden_.remove(id);
    else
        hidden_.insert(id);
    Q_EMIT runVisibilityChanged(id, visible);
    if (grouping_ != Grouping::None) Q_EMIT groupingChanged();
}

QVector<QPointF> TrainViewModel::onAxis(const QVector<CurvePoint> &points) const {
    QVector<QPointF> out;
    out.reserve(points.size());
    for (const CurvePoint &point : points) out.append({onAxis(point), point.value});
    return out;
}

const QVector<CurvePoint> *TrainViewModel::curve(const QString &run, const QString &metric) const {
    const auto byRun = curves_.constFind(metric);
    if (byRun == curves_.constEnd()) return nullptr;
    const auto it = byRun->constFind(run);
    return it == byRun->constEnd() ? nullptr : &*it;
}

QVector<QPointF> TrainViewModel::points(const QString &run, const QString &metric) const {
    const auto *all = curve(run, metric);
    return all ? onAxis(*all) : QVector<QPointF>();
}

bool TrainViewModel::hasPoints(const QString &run, const QString &metric) const {
    const auto *all = curve(run, metric);
    return all && !all->isEmpty();
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
