// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QPointF>

/// Runs that belong together, and what their curves have in common. Pure functions.
namespace lapidary {

enum class Grouping { None, Name, Algorithm };

/// The group of a run: its algorithm, or its name without the seed ("sft seed 2", "sft-s2" → "sft"), which is what runs
/// of one stage with several seeds share.
QString groupOf(const RunValues &run, Grouping grouping);

struct BandPoint {
    double x = 0, mean = 0, low = 0, high = 0;
    bool operator==(const BandPoint &) const = default;
};

/// Mean, smallest and largest value of several curves at each x: at their own points where these are few, else at
/// `most` places. Between its points a curve is a straight line; outside of them it has no say. x never goes back
/// within a curve.
QVector<BandPoint> bandOver(const QVector<QVector<QPointF>> &curves, int most = 2000);

} // namespace lapidary
