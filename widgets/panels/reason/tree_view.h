// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/tree_layout.h"
#include <QPointF>
#include <QRectF>

namespace lapidary {

/// Which part of a tree is seen, and how large. Rows shrink without limit as one zooms out; columns only so far that
/// all of them are seen, since a tree of ten thousand ends is a line otherwise.
struct TreeView {
    static constexpr double kColumn = 176, kRow = 58, kBoxWidth = 140, kBoxHeight = 46; ///< pixels at a zoom of 1
    static constexpr double kMost = 2.5;
    enum class Detail { Dot, Bar, Line, Box }; ///< of the nodes: a line is their text alone

    double zoom = 1;
    double leastColumn = 24; ///< pixels
    QPointF offset{};        ///< of the problem's left edge and of row 0
    QSizeF size{};

    double column() const { return std::max(kColumn * zoom, leastColumn); }
    double row() const { return kRow * zoom; }
    Detail detail() const;
    QSizeF boxSize() const;
    QRectF boxOf(const TreeLayout::Item &item) const;
    QRectF extent(const TreeLayout &layout) const; ///< of the whole tree
    /// The items of a column whose box or edge to the parent is seen: a part of the column without gaps.
    std::pair<qsizetype, qsizetype> seen(const TreeLayout &layout, qsizetype column) const;
    int itemAt(const TreeLayout &layout, const QPointF &place) const; ///< -1: none

    void fit(const TreeLayout &layout, double margin, double below); ///< below: kept free at the lower edge
    void zoomAt(const QPointF &place, double factor, double least);
    void reveal(const QRectF &box, double margin);
    void keepInSight(const TreeLayout &layout);
};

} // namespace lapidary
