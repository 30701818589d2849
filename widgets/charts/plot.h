// SPDX-License-Identifier: GPL-3.0-or-later
// Private to this library: the only header that shows QCustomPlot.
#pragma once
#include "widgets/common/x_axis.h"
#include <QPalette>
#include <qcustomplot.h>

namespace lapidary {

/// The layer of cursor and tracers. It has a buffer of its own: a moving cursor draws no curve again.
inline constexpr auto kCursorLayer = "cursor";

/// The one place where plots are made: without the fast-polyline hint a wide antialiased pen takes a second a frame.
QCustomPlot *makePlot(QWidget *parent);
void setPlotXAxis(QCustomPlot &plot, XAxis axis);
void paintPlot(QCustomPlot &plot, const QPalette &palette);

/// Goes on where it stopped, so that a growing curve costs only its new points.
struct Smoother {
    double weight = 0, sum = 0, norm = 0;
    double next(double y);
};

} // namespace lapidary
