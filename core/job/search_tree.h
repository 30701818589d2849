// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/search_event.h"
#include <map>
#include <vector>

namespace lapidary {

/// A node of a search as its events tell it.
struct SearchedNode {
    std::string name;
    std::size_t parent = 0; ///< its place in the tree's list; that of the root is 0
    NodeExpanded piece{};
    std::optional<double> score{};
    std::optional<NodePruned> pruned{};
    std::optional<NodeVisited> visited{};
};

/// The tree of one problem. Nodes stand in the order in which they came; the first is the root, the problem itself,
/// whose piece is what of every answer was written before the search.
struct SearchedTree {
    std::string problem;
    std::vector<SearchedNode> nodes{};
    std::optional<std::size_t> chosen{};
    NodeChosen choice{};
};

/// Builds the trees of a run from its log, while it grows.
class SearchTrees {
public:
    /// Errors: search_event.no_node, where an event speaks of a node, or of a parent, that never came;
    /// search_event.own_problem, where a node has the name of its problem. Nothing of it is kept then. A node that
    /// comes again begins a new tree: problems may share their names.
    Status add(const SearchEvent &event);
    const std::vector<SearchedTree> &trees() const { return trees_; }

private:
    struct Place {
        std::size_t tree = 0;
        std::map<std::string, std::size_t> nodes{};
    };
    void begin(const std::string &problem);
    Status expand(const SearchEvent &event, const NodeExpanded &piece);

    std::vector<SearchedTree> trees_;
    std::map<std::string, Place> places_; ///< of the last tree of each problem
};

} // namespace lapidary
