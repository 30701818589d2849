// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/search_tree.h"

namespace lapidary {

/// Where the nodes of a tree stand when it grows to the right: in columns by depth, every leaf in a row of its own, in
/// the order of its parents' children, a parent in the middle between its first child and its last.
struct TreePlaces {
    struct Place {
        std::size_t column = 0;
        double row = 0;
    };
    std::vector<Place> places{}; ///< of each node
    std::size_t columns = 0, rows = 0;
};

/// In linear time, however deep the tree is.
TreePlaces placesOf(const SearchedTree &tree);

} // namespace lapidary
