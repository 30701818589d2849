// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/tree.h"
#include <map>

namespace lapidary {

/// What one network keeps of the texts at the nodes of a tree. Every network that reads the tree has one of its own:
/// the one that writes, and one that scores.
class NodeTexts {
public:
    void put(NodeId node, std::shared_ptr<const KeptText> text);
    /// That of the node, or of the nearest node above that has one.
    std::shared_ptr<const KeptText> nearest(const Tree &tree, NodeId node) const;
    void drop(const Tree &tree, NodeId node); ///< and all behind it
    void clear() { texts_.clear(); }

private:
    std::map<NodeId, std::shared_ptr<const KeptText>> texts_{};
};

} // namespace lapidary
