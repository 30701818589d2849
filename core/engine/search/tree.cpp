// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/tree.h"
#include "core/engine/search/language_model.h"
#include <algorithm>

namespace lapidary {

namespace {

/// Behind the last of the tokens that are followed, of which there may be no numbers.
template <class T> auto behindEnd(const std::vector<T> &all, std::size_t ended) {
    return all.end() - static_cast<std::ptrdiff_t>(std::min(ended, all.size()));
}

} // namespace

bool Node::goesOn() const {
    const auto &how = written.finishReason;
    return how == kStep || how == kTool || how == kSaid;
}

bool Node::decoded() const {
    const auto &how = written.finishReason;
    return how != kTool && how != kSaid && how != kGiven && how != kUnread;
}

void Tree::begin(Completion written) {
    nodes_[kRoot].written = std::move(written);
}

NodeId Tree::add(NodeId parent, Completion written) {
    const NodeId node = nodes_.size();
    nodes_.push_back({.parent = parent, .depth = nodes_[parent].depth + 1, .written = std::move(written)});
    children_.emplace_back();
    children_[parent].push_back(node);
    return node;
}

std::vector<NodeId> Tree::pathTo(NodeId node) const {
    std::vector<NodeId> path;
    for (; node != kRoot; node = nodes_[node].parent) path.push_back(node);
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<std::int64_t> Tree::idsTo(NodeId node) const {
    std::vector<std::int64_t> ids = nodes_[kRoot].written.ids;
    for (const NodeId piece : pathTo(node)) {
        const auto &more = nodes_[piece].written.ids;
        ids.insert(ids.end(), more.begin(), behindEnd(more, nodes_[piece].ended));
    }
    return ids;
}

Completion Tree::completionTo(NodeId node) const {
    const auto path = pathTo(node);
    const Completion &root = nodes_[kRoot].written;
    if (path.empty() || (path.size() == 1 && !begun())) return nodes_[node].written;
    Completion whole{.ids = root.ids, .text = root.text, .finishReason = {}, .logprobs = {}, .entropies = {}};
    for (const NodeId piece : path) {
        const Completion &more = nodes_[piece].written;
        const std::size_t ended = piece == node ? 0 : nodes_[piece].ended;
        whole.ids.insert(whole.ids.end(), more.ids.begin(), behindEnd(more.ids, ended));
        whole.logprobs.insert(whole.logprobs.end(), more.logprobs.begin(), behindEnd(more.logprobs, ended));
        whole.scores.insert(whole.scores.end(), more.scores.begin(), behindEnd(more.scores, ended));
        whole.text += more.text;
    }
    whole.finishReason = nodes_[node].written.finishReason;
    whole.countedTokens = tokensTo(node);
    whole.remote = nodes_[node].written.remote;
    return whole;
}

std::int64_t Tree::tokensTo(NodeId node) const {
    std::int64_t tokens = 0;
    for (; node != kRoot; node = nodes_[node].parent) tokens += nodes_[node].written.tokens();
    return tokens;
}

} // namespace lapidary
