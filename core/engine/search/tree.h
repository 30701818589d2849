// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"
#include <span>

namespace lapidary {

using NodeId = std::size_t;

/// A piece of an answer, and what is known of the answer that ends with it.
struct Node {
    NodeId parent = 0;
    std::int64_t depth = 0;              ///< pieces from the root
    Completion written{};                ///< this piece alone
    std::optional<std::string> answer{}; ///< where the whole of it ended by itself and has one
    /// Why it can neither vote nor win: "cut", "cancelled" or "empty". A piece that goes on counts as cut until it
    /// does.
    std::string fault{};
    std::optional<double> score{}; ///< never NaN: what has no score does not win
    bool pruned = false;
    bool aside = false;    ///< no part of an answer
    std::size_t ended = 0; ///< of its last tokens, which ended the answer: what was put behind it does not follow them

    bool goesOn() const;  ///< a mark ended it, or a tool or the search itself put it there
    bool decoded() const; ///< by the model
};

/// What has been written for one problem. The root stands for the problem itself, and holds what of every answer was
/// written before the search; nodes are numbered as they came.
class Tree {
public:
    static constexpr NodeId kRoot = 0;
    Tree() : nodes_(1), children_(1) {}

    void begin(Completion written); ///< before the first node
    bool begun() const { return !nodes_[kRoot].written.ids.empty() || !nodes_[kRoot].written.text.empty(); }
    NodeId add(NodeId parent, Completion written);
    const Node &operator[](NodeId node) const { return nodes_[node]; }
    Node &at(NodeId node) { return nodes_[node]; }
    std::size_t size() const { return nodes_.size(); }
    std::span<const NodeId> children(NodeId node) const { return children_[node]; }

    std::vector<NodeId> pathTo(NodeId node) const; ///< without the root
    std::vector<std::int64_t> idsTo(NodeId node) const;
    Completion
    completionTo(NodeId node) const; ///< the pieces as one, behind what was begun; it ended as the last one did
    std::int64_t tokensTo(NodeId node) const;

    /// No further token may be spent on it: a search chooses from what is there.
    bool spent() const { return spent_; }
    void setSpent() { spent_ = true; }

private:
    std::vector<Node> nodes_;
    std::vector<std::vector<NodeId>> children_;
    bool spent_ = false;
};

} // namespace lapidary
