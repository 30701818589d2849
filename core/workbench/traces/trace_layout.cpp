// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace_layout.h"
#include "core/workbench/traces/trace.h"
#include <algorithm>

namespace lapidary {

TreePlaces placesOf(const SearchedTree &tree) {
    TreePlaces out{.places = std::vector<TreePlaces::Place>(tree.nodes.size())};
    const auto children = childrenOf(tree);
    std::vector<std::size_t> open{0};
    while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        if (node != 0) out.places[node].column = out.places[tree.nodes[node].parent].column + 1;
        out.columns = std::max(out.columns, out.places[node].column + 1);
        if (children[node].empty()) out.places[node].row = static_cast<double>(out.rows++);
        open.insert(open.end(), children[node].rbegin(), children[node].rend());
    }
    for (std::size_t node = tree.nodes.size(); node-- > 0;) // children have higher numbers than their parents
        if (!children[node].empty())
            out.places[node].row = (out.places[children[node].front()].row + out.places[children[node].back()].row) / 2;
    return out;
}

} // namespace lapidary
