// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/search_tree_model.h"

namespace lapidary {

/// Where the nodes of a search stand, from left to right: a column is a step of depth, a row the place of one end. A
/// parent stands in the middle of its children, and no two boxes of a column overlap. Replay moves nothing: the place
/// of a node is the same before and after it comes.
struct TreeLayout {
    /// One box: a node, or a chain of nodes with one child each that is folded.
    struct Item {
        int first = 0, last = 0; ///< nodes
        int count = 1;           ///< nodes of the chain
        int parent = -1;         ///< item
        int column = 0;
        double row = 0;
        double firstRow = 0, lastRow = 0; ///< of its children
    };
    QVector<Item> items{};           ///< parents before their children
    QVector<QVector<int>> columns{}; ///< items of each, from above
    QVector<int> itemOf{};           ///< of each node; -1: it is not shown
    double rows = 0;                 ///< height of the whole
    int parentOf(int item) const { return items[item].parent; }
    QVector<int> childrenOf(int item) const; ///< from above
    int siblingOf(int item, int by) const;   ///< the item above (-1) or below (1) in its column; itself at the end
};

/// In linear time. `fold`: chains of more than one node become one box, but those whose first node stands in `open`.
TreeLayout layoutOf(const SearchTreeModel &tree, bool fold, const QSet<int> &open = {});

} // namespace lapidary
