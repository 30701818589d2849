// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/node_layout.h"
#include <cmath>

namespace lapidary {

QString neighbourOf(const NodeLayout &layout, const QString &id, int dx, int dy) {
    const QRectF here = layout.boxes.value(id);
    QString best = id;
    double least = 0;
    for (auto it = layout.boxes.cbegin(); it != layout.boxes.cend(); ++it) {
        const bool sameColumn = std::abs(it->left() - here.left()) < 1;
        const double x = it->left() - here.left(), y = it->center().y() - here.center().y();
        const bool ahead = dx != 0 ? x * dx > 1 : sameColumn && y * dy > 1;
        if (it.key() == id || !ahead) continue;
        // The next column counts more than the height; equal distances fall to the name, so that keys always do the
        // same.
        const double distance = std::abs(x) * 4 + std::abs(y);
        if (best == id || distance < least || (distance == least && it.key() < best)) {
            best = it.key();
            least = distance;
        }
    }
    return best;
}

} // namespace lapidary
