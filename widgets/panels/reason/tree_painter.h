// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/reason_values.h"
#include "widgets/models/tree_shade.h"
#include "widgets/panels/reason/tree_view.h"
#include <QPalette>
#include <functional>

class QPainter;

namespace lapidary {

/// Draws a tree as it was at its position: only what is seen, as dots, bars or boxes with words.
class TreePainter {
public:
    struct Look {
        TreeShade shade = TreeShade::Score;
        ShadeRange range{};
        int selected = -1, hovered = -1; ///< nodes
        bool focus = false;
        std::function<bool(int node)> marked{}; ///< none: no node is
        std::function<StepJudgement(int node)> judged{};
        std::function<std::optional<bool>(int node)> right{}; ///< of the answer that a node gives
    };
    TreePainter(const SearchTreeModel &tree, const TreeLayout &layout, const TreeView &view, const QPalette &palette,
                Look look);
    void paint(QPainter &painter);
    int drawn() const { return drawn_; } ///< nodes of the last painting

private:
    enum class State { Absent, Pruned, Open, Best };
    State stateOf(const TreeLayout::Item &item) const;
    QColor colourOf(const TreeLayout::Item &item) const;
    struct Edges;
    Edges edges() const;
    void paintEdges(QPainter &painter) const;
    void paintDots(QPainter &painter);
    void paintBoxes(QPainter &painter);
    void paintBox(QPainter &painter, int id, State state) const;
    void paintWords(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const;
    void paintSigns(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const;
    void paintJudgement(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const;
    StepJudgement judgementOf(const TreeLayout::Item &item) const;
    void paintRing(QPainter &painter, int node, bool strong) const;
    const SearchTreeModel &tree_;
    const TreeLayout &layout_;
    const TreeView &view_;
    const QPalette &palette_;
    const Look look_;
    QSet<int> best_{};
    std::optional<SearchTreeModel::Choice> choice_{};
    int drawn_ = 0;
};

/// The number of a node and what became of it, in a few words; `withText`: and what is written there.
QString nodeFigure(const SearchTreeModel &tree, int node, TreeShade shade);
/// For a screen reader and a tool tip.
QString nodeSentence(const SearchTreeModel &tree, int node);
/// Why nothing comes behind a node any more; empty where something does.
QString prunedWords(const SearchTreeModel &tree, int node);
QString visitWords(const SearchTreeModel::Visit &visit);
QString shadeWords(TreeShade shade);
/// What the colours mean: a bar with both ends, from `place` to the right.
void paintLegend(QPainter &painter, const QPointF &place, TreeShade shade, const ShadeRange &range,
                 const QPalette &palette);

} // namespace lapidary
