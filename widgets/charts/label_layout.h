// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QRectF>
#include <QVector>

namespace lapidary {

/// A label of this size wants to stand beside its point.
struct LabelWish {
    QPointF point{};
    QSizeF size{};
};

/// Where labels stand so that each lies whole within `area` and none covers another, a point, or what is `taken`: as
/// near to its point as there is room. A null rectangle where there is none anywhere.
QVector<QRectF> placeLabels(const QVector<LabelWish> &wishes, const QVector<QRectF> &taken, const QRectF &area);

} // namespace lapidary
