// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/node_texts.h"

namespace lapidary {

void NodeTexts::put(NodeId node, std::shared_ptr<const KeptText> text) {
    if (text) texts_[node] = std::move(text);
}

std::shared_ptr<const KeptText> NodeTexts::nearest(const Tree &tree, NodeId node) const {
    for (;; node = tree[node].parent) {
        if (const auto text = texts_.find(node); text != texts_.end() && !text->second->ids().empty())
            return text->second;
        if (node == Tree::kRoot) return nullptr;
    }
}

void NodeTexts::drop(const Tree &tree, NodeId node) {
    texts_.erase(node);
    for (const NodeId child : tree.children(node)) drop(tree, child);
}

} // namespace lapidary
