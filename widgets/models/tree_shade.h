// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/search_tree_model.h"

namespace lapidary {

/// What colours the nodes of a tree.
enum class TreeShade { Score, LogProb, Order, Visits, Value };

struct ShadeRange {
    double low = 0, high = 0;
    bool isEmpty() const { return !(low <= high); } ///< nothing is known
    double shareOf(double value) const;             ///< 0 to 1; of one value alone 1
};

/// The last score; nats a token; after how many events it came; simulations through it; the mean of what they brought
/// back. None where it is not known, or no number to compare.
std::optional<double> shadeOf(const SearchTreeModel &tree, int node, TreeShade shade);
/// Over all nodes that are kept, whenever they come: replay does not change the colours.
ShadeRange rangeOf(const SearchTreeModel &tree, TreeShade shade);
/// How much of what was visited behind its parent went through the node, 0 to 1; none where no simulation told of it.
std::optional<double> visitShare(const SearchTreeModel &tree, int node);

} // namespace lapidary
