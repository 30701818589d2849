// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/tree_layout.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr double kBetweenFamilies = 0.35; ///< more room where the next end has another parent

/// The children that are shown, and whether one node is folded into the next.
class Shape {
public:
    Shape(const SearchTreeModel &tree, bool fold, const QSet<int> &open) : tree_(tree), fold_(fold), open_(open) {}
    QVector<int> children(int node) const {
        QVector<int> kept;
        for (const int child : tree_.nodes()[node].children)
            if (tree_.isKept(child)) kept.append(child);
        return kept;
    }
    TreeLayout::Item itemFrom(int node, int parent, int column) const {
        TreeLayout::Item item{.first = node, .last = node, .parent = parent, .column = column};
        if (!fold_ || node == 0 || open_.contains(node)) return item;
        for (auto next = children(node); next.size() == 1 && !tree_.nodes()[next.first()].byHand;
             next = children(item.last)) {
            item.last = next.first();
            ++item.count;
        }
        return item;
    }

private:
    const SearchTreeModel &tree_;
    bool fold_;
    const QSet<int> &open_;
};

/// Items in the order of a walk in depth, so that those of each column come from above to below.
void walk(const Shape &shape, TreeLayout &out) {
    struct Step {
        int node, parent, column;
    };
    QVector<Step> todo{{0, -1, 0}};
    while (!todo.isEmpty()) {
        const Step step = todo.takeLast();
        const int id = int(out.items.size());
        out.items.append(shape.itemFrom(step.node, step.parent, step.column));
        if (step.column >= out.columns.size()) out.columns.resize(step.column + 1);
        out.columns[step.column].append(id);
        const QVector<int> children = shape.children(out.items[id].last);
        for (auto child = children.crbegin(); child != children.crend(); ++child)
            todo.append({*child, id, step.column + 1});
    }
}

/// Ends take one row after the other, and parents the middle of their children.
void placeRows(TreeLayout &out) {
    QVector<bool> hasChild(out.items.size(), false);
    for (const auto &item : out.items)
        if (item.parent >= 0) hasChild[item.parent] = true;
    double next = 0;
    int before = -1; // the parent of the end above
    for (int id = 0; id < out.items.size(); ++id) {
        if (hasChild[id]) continue;
        auto &item = out.items[id];
        if (before >= 0 && before != item.parent) next += kBetweenFamilies;
        item.row = next;
        before = item.parent;
        next += 1;
    }
    out.rows = next;
    QVector<bool> seen(out.items.size(), false);
    for (int id = int(out.items.size()) - 1; id >= 0; --id) { // children first, the lowest first
        auto &item = out.items[id];
        if (hasChild[id]) item.row = (item.firstRow + item.lastRow) / 2;
        if (item.parent < 0) continue;
        auto &parent = out.items[item.parent];
        parent.firstRow = item.row;
        if (!seen[item.parent]) parent.lastRow = item.row;
        seen[item.parent] = true;
    }
}

} // namespace

QVector<int> TreeLayout::childrenOf(int item) const {
    const int column = items[item].column + 1;
    QVector<int> found;
    if (column >= columns.size()) return found;
    const auto &row = columns[column]; // children of one parent stand together, parents in their order
    auto it = std::lower_bound(row.begin(), row.end(), item,
                               [this](int id, int parent) { return items[id].parent < parent; });
    for (; it != row.end() && items[*it].parent == item; ++it) found.append(*it);
    return found;
}

int TreeLayout::siblingOf(int item, int by) const {
    const auto &column = columns[items[item].column];
    const auto at = std::lower_bound(column.begin(), column.end(), item) - column.begin();
    return column[std::clamp<qsizetype>(at + by, 0, column.size() - 1)];
}

TreeLayout layoutOf(const SearchTreeModel &tree, bool fold, const QSet<int> &open) {
    TreeLayout out;
    out.items.reserve(tree.nodes().size());
    walk(Shape(tree, fold, open), out);
    placeRows(out);
    out.itemOf.fill(-1, tree.nodes().size());
    for (int id = 0; id < out.items.size(); ++id)
        for (int node = out.items[id].last;; node = tree.nodes()[node].parent) {
            out.itemOf[node] = id;
            if (node == out.items[id].first) break;
        }
    return out;
}

} // namespace lapidary
