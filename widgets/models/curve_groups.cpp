// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/curve_groups.h"
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary {

QString groupOf(const RunValues &run, Grouping grouping) {
    if (grouping == Grouping::Algorithm) return run.method.isEmpty() ? run.kind : run.method;
    static const QRegularExpression seed(QStringLiteral("[\\s,_-]+(seed|s)[\\s=_-]*\\d+$"),
                                         QRegularExpression::CaseInsensitiveOption);
    return QString(run.name).remove(seed);
}

namespace {

std::optional<double> valueAt(const QVector<QPointF> &curve, double x) {
    if (curve.isEmpty() || x < curve.first().x() || x > curve.last().x()) return std::nullopt;
    const auto right =
        std::lower_bound(curve.begin(), curve.end(), x, [](const QPointF &point, double at) { return point.x() < at; });
    if (right->x() == x || right == curve.begin()) return right->y();
    const QPointF &a = *(right - 1), &b = *right;
    return a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x());
}

QVector<double> placesOf(const QVector<QVector<QPointF>> &curves, int most) {
    QVector<double> places;
    qsizetype all = 0;
    double first = std::numeric_limits<double>::infinity(), last = -first;
    for (const auto &curve : curves) {
        all += curve.size();
        if (curve.isEmpty()) continue;
        first = std::min(first, curve.first().x());
        last = std::max(last, curve.last().x());
    }
    if (all <= 4 * most) {
        for (const auto &curve : curves)
            for (const QPointF &point : curve) places.append(point.x());
        std::sort(places.begin(), places.end());
        places.erase(std::unique(places.begin(), places.end()), places.end());
        if (places.size() <= most) return places;
        places.clear();
    }
    for (int i = 0; i < most && first <= last; ++i) places.append(first + (last - first) * i / std::max(1, most - 1));
    return places;
}

} // namespace

QVector<BandPoint> bandOver(const QVector<QVector<QPointF>> &curves, int most) {
    QVector<BandPoint> band;
    for (const double x : placesOf(curves, most)) {
        BandPoint point{
            .x = x, .low = std::numeric_limits<double>::infinity(), .high = -std::numeric_limits<double>::infinity()};
        double sum = 0;
        int n = 0;
        for (const auto &curve : curves)
            if (const auto value = valueAt(curve, x); value && std::isfinite(*value)) {
                sum += *value;
                ++n;
                point.low = std::min(point.low, *value);
                point.high = std::max(point.high, *value);
            }
        if (n == 0) continue;
        point.mean = sum / n;
        band.append(point);
    }
    return band;
}

} // namespace lapidary
