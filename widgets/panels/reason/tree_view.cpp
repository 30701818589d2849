// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/tree_view.h"
#include <algorithm>

namespace lapidary {

namespace {
/// Zooms from which boxes have words and a figure, words alone (18 pixels high), and are more than dots.
constexpr double kWords = 0.55, kLine = 0.38, kBars = 0.16;
constexpr double kLeastDot = 2, kLeastColumn = 6, kMostOfLeast = 48;
} // namespace

TreeView::Detail TreeView::detail() const {
    if (zoom >= kWords) return Detail::Box;
    if (zoom >= kLine) return Detail::Line;
    return zoom >= kBars ? Detail::Bar : Detail::Dot;
}

QSizeF TreeView::boxSize() const {
    if (detail() != Detail::Dot) return {kBoxWidth * zoom, kBoxHeight * zoom};
    const double side = std::clamp(0.8 * row(), kLeastDot, 0.4 * column());
    return {side, side};
}

QRectF TreeView::boxOf(const TreeLayout::Item &item) const {
    const QSizeF box = boxSize();
    return {offset + QPointF(item.column * column(), item.row * row() - box.height() / 2), box};
}

QRectF TreeView::extent(const TreeLayout &layout) const {
    if (layout.items.isEmpty()) return {};
    const QSizeF box = boxSize();
    return {offset - QPointF(0, box.height() / 2), QSizeF(double(layout.columns.size() - 1) * column() + box.width(),
                                                          std::max(0.0, layout.rows - 1) * row() + box.height())};
}

/// From above to below neither the rows of a column nor those of its parents ever go back, so that both ends are found
/// by halving.
std::pair<qsizetype, qsizetype> TreeView::seen(const TreeLayout &layout, qsizetype column) const {
    const auto &ids = layout.columns[column];
    const double half = boxSize().height() / 2 / row();
    const double top = -offset.y() / row() - half, bottom = (size.height() - offset.y()) / row() + half;
    const auto parentRow = [&](int id) {
        const auto &item = layout.items[id];
        return item.parent < 0 ? item.row : layout.items[item.parent].row;
    };
    const auto first = std::partition_point(
        ids.begin(), ids.end(), [&](int id) { return std::max(layout.items[id].row, parentRow(id)) < top; });
    const auto last = std::partition_point(
        first, ids.end(), [&](int id) { return std::min(layout.items[id].row, parentRow(id)) <= bottom; });
    return {first - ids.begin(), last - ids.begin()};
}

int TreeView::itemAt(const TreeLayout &layout, const QPointF &place) const {
    const auto column = qsizetype((place.x() - offset.x()) / this->column());
    if (place.x() < offset.x() || column >= layout.columns.size()) return -1;
    const auto &ids = layout.columns[column];
    const double row = (place.y() - offset.y()) / this->row();
    auto it = std::lower_bound(ids.begin(), ids.end(), row,
                               [&](int id, double wanted) { return layout.items[id].row < wanted; });
    double grace = detail() == Detail::Dot ? 4 : 0; // a dot is hard to hit
    int best = -1;
    for (auto each = it == ids.begin() ? it : it - 1; each != ids.end() && each <= it; ++each) {
        const QRectF box = boxOf(layout.items[*each]).adjusted(-grace, -grace, grace, grace);
        if (!box.contains(place)) continue;
        if (best < 0 || std::abs(layout.items[*each].row - row) < std::abs(layout.items[best].row - row)) best = *each;
    }
    return best;
}

void TreeView::fit(const TreeLayout &layout, double margin, double below) {
    const double wide = size.width() - 2 * margin, high = size.height() - 2 * margin - below;
    if (layout.items.isEmpty() || wide <= 0 || high <= 0) return;
    const auto columns = double(layout.columns.size());
    leastColumn = std::clamp(wide / columns, kLeastColumn, kMostOfLeast);
    const double byWidth = wide / ((columns - 1) * kColumn + kBoxWidth);
    const double byHeight = high / (std::max(0.0, layout.rows - 1) * kRow + kBoxHeight);
    zoom = std::min({byWidth, byHeight, 1.0});
    const QRectF whole = extent(layout);
    offset += QPointF(margin, margin) - whole.topLeft() +
              QPointF(std::max(0.0, wide - whole.width()), std::max(0.0, high - whole.height())) / 2;
}

void TreeView::zoomAt(const QPointF &place, double factor, double least) {
    const double before = column(), rowBefore = row();
    zoom = std::clamp(zoom * factor, std::min(least, kMost), kMost);
    offset = {place.x() - (place.x() - offset.x()) * column() / before,
              place.y() - (place.y() - offset.y()) * row() / rowBefore};
}

void TreeView::reveal(const QRectF &box, double margin) {
    const QRectF room = QRectF({0, 0}, size).adjusted(margin, margin, -margin, -margin);
    offset.rx() += std::max(0.0, room.left() - box.left()) - std::max(0.0, box.right() - room.right());
    offset.ry() += std::max(0.0, room.top() - box.top()) - std::max(0.0, box.bottom() - room.bottom());
}

void TreeView::keepInSight(const TreeLayout &layout) {
    constexpr double kCorner = 48;
    const QRectF shown = extent(layout);
    offset.rx() += std::max(0.0, kCorner - shown.right()) - std::max(0.0, shown.left() - (size.width() - kCorner));
    offset.ry() += std::max(0.0, kCorner - shown.bottom()) - std::max(0.0, shown.top() - (size.height() - kCorner));
}

} // namespace lapidary
