// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/thinning.h"
#include <cmath>

namespace lapidary {

namespace {

using Iterator = QCPGraphDataContainer::const_iterator;

void addExtremes(Iterator begin, Iterator end, QVector<QCPGraphData> &out) {
    auto low = end, high = end;
    for (auto it = begin; it != end; ++it) {
        if (!std::isfinite(it->value)) continue;
        if (low == end || it->value < low->value) low = it;
        if (high == end || it->value > high->value) high = it;
    }
    if (low == end) return out.append({begin->key, std::numeric_limits<double>::quiet_NaN()}); // the line has a gap
    out.append(low < high ? *low : *high);
    if (low != high) out.append(low < high ? *high : *low);
}

void addMean(Iterator begin, Iterator end, QVector<QCPGraphData> &out) {
    double sum = 0;
    int n = 0;
    for (auto it = begin; it != end; ++it) {
        if (!std::isfinite(it->value)) continue;
        sum += it->value;
        ++n;
    }
    out.append({0.5 * (begin->key + (end - 1)->key), n > 0 ? sum / n : std::numeric_limits<double>::quiet_NaN()});
}

} // namespace

Thinned thinned(const QCPGraphDataContainer &curve, const QCPRange &range, int columns, Thinning how) {
    const auto begin = curve.findBegin(range.lower, true), end = curve.findEnd(range.upper, true);
    Thinned out{.isDense = end - begin > 2 * columns};
    if (!out.isDense) {
        out.points = QVector<QCPGraphData>(begin, end);
        return out;
    }
    out.points.reserve(2 * columns + 2);
    auto it = begin;
    for (int column = 1; it != end && column <= columns; ++column) {
        const double border = range.lower + range.size() * column / columns;
        const auto next =
            column == columns ? end : std::lower_bound(it, end, border, [](const QCPGraphData &point, double key) {
                return point.key < key;
            });
        if (next == it) continue;
        if (how == Thinning::Extremes)
            addExtremes(it, next, out.points);
        else
            addMean(it, next, out.points);
        it = next;
    }
    return out;
}

} // namespace lapidary
