// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QVector>

namespace lapidary {

/// Where the nodes of a graph stand: in columns from left to right, every edge leads to the right.
struct NodeLayout {
    struct Edge {
        QString from{}, to{};
        QVector<QPointF>
            points{}; ///< from the right side of one node to the left side of the other, around what stands between
    };
    QHash<QString, QRectF> boxes{};
    QVector<Edge> edges{};
    QRectF bounds{};
};

/// The nearest node to the left, right, above or below; the node itself where there is none. `dx`, `dy`: -1, 0, 1.
QString neighbourOf(const NodeLayout &layout, const QString &id, int dx, int dy);

} // namespace lapidary
