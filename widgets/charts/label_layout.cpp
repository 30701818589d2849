// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/label_layout.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace lapidary {

namespace {

constexpr double kPoint = 6, kGap = 3; ///< half the size of a point; between whatever must not touch

/// Beside the point, in this direction and at this distance from its edge.
QRectF beside(const LabelWish &wish, QPointF direction, double distance) {
    const double reach = kPoint + distance;
    const QPointF centre = wish.point + QPointF(direction.x() * (reach + wish.size.width() / 2),
                                                direction.y() * (reach + wish.size.height() / 2));
    return QRectF(centre - QPointF(wish.size.width() / 2, wish.size.height() / 2), wish.size);
}

class Room {
public:
    Room(const QVector<LabelWish> &wishes, const QVector<QRectF> &taken, const QRectF &area)
        : taken_(taken), area_(area) {
        for (const LabelWish &wish : wishes)
            taken_.append(QRectF(wish.point - QPointF(kPoint, kPoint), QSizeF(2 * kPoint, 2 * kPoint)));
    }

    QRectF place(const LabelWish &wish) {
        QRectF best = nearby(wish);
        if (best.isNull()) best = anywhere(wish);
        if (!best.isNull()) taken_.append(best);
        return best;
    }

private:
    bool isFree(const QRectF &place) const {
        const QRectF wide = place.adjusted(-kGap, -1, kGap, 1);
        return area_.contains(place) &&
               std::none_of(taken_.begin(), taken_.end(), [&](const QRectF &each) { return each.intersects(wide); });
    }

    QRectF nearby(const LabelWish &wish) const {
        static constexpr std::array<std::pair<double, double>, 8> kDirections{
            {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}};
        for (const double distance : {4.0, 9.0, 16.0, 28.0, 44.0}) // more than kGap
            for (const auto &[x, y] : kDirections)
                if (const QRectF place = beside(wish, {x, y}, distance); isFree(place)) return place;
        return {};
    }

    /// The nearest free place of a grid.
    QRectF anywhere(const LabelWish &wish) const {
        QRectF best;
        double least = std::numeric_limits<double>::infinity();
        for (double y = area_.top(); y + wish.size.height() <= area_.bottom(); y += wish.size.height() / 2)
            for (double x = area_.left(); x + wish.size.width() <= area_.right(); x += 12) {
                const QRectF place(QPointF(x, y), wish.size);
                const double far = std::hypot(place.center().x() - wish.point.x(), place.center().y() - wish.point.y());
                if (far >= least || !isFree(place)) continue;
                least = far;
                best = place;
            }
        return best;
    }

    QVector<QRectF> taken_;
    QRectF area_;
};

} // namespace

QVector<QRectF> placeLabels(const QVector<LabelWish> &wishes, const QVector<QRectF> &taken, const QRectF &area) {
    Room room(wishes, taken, area);
    QVector<int> order(wishes.size());
    std::iota(order.begin(), order.end(), 0); // from the right, where there is the least room beside a point
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return wishes[a].point.x() > wishes[b].point.x(); });
    QVector<QRectF> out(wishes.size());
    for (const int i : order) out[i] = room.place(wishes[i]);
    return out;
}

} // namespace lapidary
