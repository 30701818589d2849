// SPDX-License-Identifier: GPL-3.0-or-later
// Private to this library: what of a long curve is worth drawing.
#pragma once
#include <qcustomplot.h>

namespace lapidary {

/// What is drawn of a curve between two places on so many columns of pixels. Where there are more than two points a
/// column: Extremes keeps the smallest and the largest of each, as a line through all points would look; Means one mean
/// point, as a smoothed line would. Otherwise all of them, and one more on either side.
enum class Thinning { Extremes, Means };
struct Thinned {
    QVector<QCPGraphData> points{};
    bool isDense = false; ///< points were left out
};
Thinned thinned(const QCPGraphDataContainer &curve, const QCPRange &range, int columns, Thinning how);

} // namespace lapidary
