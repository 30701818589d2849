// SPDX-License-Identifier: Apache-2.0
#include "core/job/search_tree.h"

namespace lapidary {

namespace {

unexpected<Error> noNode(const SearchEvent &event, const char *field, const std::string &name) {
    return fail({.code = "search_event.no_node",
                 .message = "a search tells of a node that never came",
                 .field = field,
                 .found = name,
                 .expected = {"a node of the problem {0}", event.problem}});
}

} // namespace

void SearchTrees::begin(const std::string &problem) {
    places_[problem] = {trees_.size(), {{problem, 0}}};
    trees_.push_back({.problem = problem, .nodes = {{.name = problem}}});
}

Status SearchTrees::expand(const SearchEvent &event, const NodeExpanded &piece) {
    if (event.node == event.problem && piece.parent.empty()) {
        begin(event.problem);
        trees_.back().nodes.front().piece = piece;
        return {};
    }
    if (event.node == event.problem) // it would come behind itself, and no way would lead to the root
        return fail({.code = "search_event.own_problem",
                     .message = "a node of a search has the name of its problem",
                     .field = "node",
                     .found = event.node,
                     .expected = "a name of its own"});
    const auto known = places_.find(event.problem);
    if (known == places_.end() || known->second.nodes.contains(event.node)) {
        if (piece.parent != event.problem) return noNode(event, "parent", piece.parent);
        begin(event.problem);
    }
    Place &place = places_[event.problem];
    const auto parent = place.nodes.find(piece.parent);
    if (parent == place.nodes.end()) return noNode(event, "parent", piece.parent);
    auto &nodes = trees_[place.tree].nodes;
    place.nodes[event.node] = nodes.size();
    nodes.push_back({.name = event.node, .parent = parent->second, .piece = piece});
    return {};
}

Status SearchTrees::add(const SearchEvent &event) {
    if (const auto *piece = std::get_if<NodeExpanded>(&event.what)) return expand(event, *piece);
    const auto place = places_.find(event.problem);
    if (place == places_.end()) return noNode(event, "problem", event.problem);
    const auto at = place->second.nodes.find(event.node);
    if (at == place->second.nodes.end() || at->second == 0) return noNode(event, "node", event.node);
    SearchedTree &tree = trees_[place->second.tree];
    if (const auto *score = std::get_if<NodeScored>(&event.what)) tree.nodes[at->second].score = score->value;
    if (const auto *visited = std::get_if<NodeVisited>(&event.what)) tree.nodes[at->second].visited = *visited;
    if (const auto *pruned = std::get_if<NodePruned>(&event.what)) tree.nodes[at->second].pruned = *pruned;
    if (const auto *chosen = std::get_if<NodeChosen>(&event.what)) {
        tree.chosen = at->second;
        tree.choice = *chosen;
    }
    return {};
}

} // namespace lapidary
