// SPDX-License-Identifier: GPL-3.0-or-later
// What is computed from the curves: the other half of TrainViewModel.
#include "core/stats/metric_roles.h"
#include "widgets/models/train_view_model.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

QVector<BandPoint> TrainViewModel::deviation(const QString &run, const QString &metric) const {
    const RunValues *values = this->run(run);
    const QString name = values ? spreadOf(*values, metric) : QString();
    const auto *means = curve(run, metric), *spreads = name.isEmpty() ? nullptr : curve(run, name);
    QVector<BandPoint> band;
    if (!means || !spreads) return band;
    for (auto mean = means->begin(), spread = spreads->begin(); mean != means->end() && spread != spreads->end();) {
        if (mean->step < spread->step)
            ++mean;
        else if (spread->step < mean->step)
            ++spread;
        else {
            band.append({onAxis(*mean), mean->value, mean->value - spread->value, mean->value + spread->value});
            ++mean;
            ++spread;
        }
    }
    return band;
}

namespace {
/// Any metric of the run tells where its steps stand; the longest tells most.
template <class Curves> const QVector<CurvePoint> *longestOf(const Curves &curves, const QString &run) {
    const QVector<CurvePoint> *longest = nullptr;
    for (auto byRun = curves.begin(); byRun != curves.end(); ++byRun)
        if (const auto it = byRun->constFind(run);
            it != byRun->constEnd() && (!longest || it->size() > longest->size()))
            longest = &*it;
    return longest;
}
} // namespace

double TrainViewModel::stepAt(const QString &run, double x) const {
    const auto *points = longestOf(curves_, run);
    if (xAxis_ == XAxis::Step || !points || points->isEmpty()) return x;
    const auto nearest =
        std::min_element(points->begin(), points->end(), [&](const CurvePoint &a, const CurvePoint &b) {
            return std::abs(onAxis(a) - x) < std::abs(onAxis(b) - x);
        });
    return nearest->step;
}

double TrainViewModel::placeOf(const QString &run, double step) const {
    const auto *points = longestOf(curves_, run);
    if (xAxis_ == XAxis::Step || !points || points->isEmpty()) return step;
    const auto at = std::lower_bound(points->begin(), points->end(), step,
                                     [](const CurvePoint &point, double wanted) { return point.step < wanted; });
    return onAxis(at == points->end() ? points->last() : *at);
}

/// In nats a completion: of the metric that tells it so, or of a token times the tokens of a completion.
QVector<CurvePoint> TrainViewModel::klOf(const QString &run) const {
    const auto *lengths = curve(run, QStringLiteral("completions/mean_length"));
    for (const RoleMetric &each : metricsOf(MetricRole::Kl)) {
        const auto *told = curve(run, QString::fromUtf8(each.name.data(), qsizetype(each.name.size())));
        if (!told || told->isEmpty()) continue;
        QVector<CurvePoint> out = *told;
        if (each.ofCompletion || !lengths || lengths->isEmpty()) return out;
        auto length = lengths->begin();
        for (CurvePoint &point : out) {
            while (length + 1 != lengths->end() && (length + 1)->step <= point.step) ++length;
            point.value *= length->value;
        }
        return out;
    }
    return {};
}

QVector<QPointF> TrainViewModel::pointsOverRootKl(const QString &run, const QString &metric) const {
    QVector<QPointF> out;
    const QVector<CurvePoint> kl = klOf(run);
    const auto *values = curve(run, metric);
    if (!values || kl.isEmpty()) return out;
    auto at = kl.begin();
    for (const CurvePoint &point : *values) {
        while (at + 1 != kl.end() && (at + 1)->step <= point.step) ++at;
        if (at->step <= point.step) out.append({std::sqrt(std::max(0.0, at->value)), point.value});
    }
    std::stable_sort(out.begin(), out.end(), [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); });
    return out;
}

QString TrainViewModel::csv() const {
    const auto quoted = [](const QString &text) {
        return QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
    };
    const auto number = [](double value) { return std::isfinite(value) ? QString::number(value, 'g', 12) : QString(); };
    QString out = QStringLiteral("run,metric,step,tokens,seconds,value\n");
    QStringList written;
    for (const QString &metric : shownMetrics()) written << metric << heldOutOf(metric);
    for (const Run &run : runs()) {
        if (!isRunVisible(run.id)) continue;
        for (const QString &metric : std::as_const(written)) {
            const auto *points = curve(run.id, metric);
            if (!points) continue;
            const QString lead = quoted(run.name) + QLatin1Char(',') + quoted(metric) + QLatin1Char(',');
            for (const CurvePoint &point : *points)
                out += lead + number(point.step) + QLatin1Char(',') + number(point.tokens) + QLatin1Char(',') +
                       number(point.seconds) + QLatin1Char(',') + number(point.value) + QLatin1Char('\n');
        }
    }
    return out;
}

QString TrainViewModel::familyOf(const QString &run, const QString &metric) const {
    const MethodInfo *method = methodOf(run);
    const MetricInfo *info = method ? method->metric(metric.toStdString()) : nullptr;
    if (!info || (info->name != "loss" && info->group != "preference")) return {};
    return QString::fromStdString(info->unit + ": " + info->effect);
}

QStringList TrainViewModel::familiesOf(const QString &metric) const {
    QStringList out;
    for (const RunValues &run : values_)
        if (!hidden_.contains(run.id) && curve(run.id, metric)) out.append(familyOf(run.id, metric));
    out.removeDuplicates();
    return out;
}

QString TrainViewModel::methodsOf(const QString &metric, const QString &family) const {
    QStringList out;
    for (const RunValues &run : values_)
        if (curve(run.id, metric) && familyOf(run.id, metric) == family) out.append(run.method);
    out.removeDuplicates();
    return out.join(QStringLiteral(", "));
}

const MetricInfo *TrainViewModel::infoOf(const QString &metric, const QString &family) const {
    for (const RunValues &run : values_)
        if (familyOf(run.id, metric) == family)
            if (const MethodInfo *method = methodOf(run))
                if (const MetricInfo *info = method->metric(metric.toStdString())) return info;
    return infoOf(metric);
}

void TrainViewModel::setGrouping(Grouping grouping) {
    if (grouping == grouping_) return;
    grouping_ = grouping;
    Q_EMIT groupingChanged();
}

QVector<TrainViewModel::Run> TrainViewModel::groups() const {
    QVector<Run> out;
    if (grouping_ == Grouping::None) return out;
    for (const RunValues &run : values_) {
        if (!withCurves_.contains(run.id)) continue;
        const QString group = groupOf(run, grouping_);
        if (std::none_of(out.begin(), out.end(), [&](const Run &each) { return each.name == group; }))
            out.append({QStringLiteral("group:") + group, group, run.colour});
    }
    return out;
}

QStringList TrainViewModel::runsOf(const QString &group) const {
    QStringList ids;
    for (const RunValues &run : values_)
        if (withCurves_.contains(run.id) && groupOf(run, grouping_) == group) ids.append(run.id);
    return ids;
}

QVector<BandPoint> TrainViewModel::groupBand(const QString &group, const QString &metric,
                                             const std::optional<QString> &family) const {
    QVector<QVector<QPointF>> curves;
    for (const RunValues &run : values_)
        if (!hidden_.contains(run.id) && groupOf(run, grouping_) == group &&
            (!family || familyOf(run.id, metric) == *family))
            if (const auto *points = curve(run.id, metric)) curves.append(onAxis(*points));
    return bandOver(curves);
}

} // namespace lapidary
