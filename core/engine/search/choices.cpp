// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/choices.h"
#include "core/engine/search/scorers.h"
#include <algorithm>

namespace lapidary {

bool mayVote(const Node &node) {
    return node.answer && node.fault.empty();
}

std::vector<Ballot> countVotes(const Tree &tree, std::span<const NodeId> nodes,
                               const std::function<std::optional<double>(NodeId)> &weightOf) {
    std::vector<Ballot> ballots;
    for (const NodeId node : nodes) {
        const auto weight = weightOf ? weightOf(node) : std::optional(1.0);
        if (!mayVote(tree[node]) || !weight) continue;
        auto it =
            std::find_if(ballots.begin(), ballots.end(), [&](const auto &b) { return b.answer == *tree[node].answer; });
        if (it == ballots.end()) it = ballots.insert(it, {.answer = *tree[node].answer, .first = node});
        ++it->votes;
        it->weight += *weight;
    }
    return ballots;
}

Select voteOf(const Tree &tree, std::span<const NodeId> nodes, const std::vector<Ballot> &ballots,
              const std::string &why) {
    if (ballots.empty()) {
        const auto whole =
            std::find_if(nodes.begin(), nodes.end(), [&](NodeId node) { return tree[node].fault.empty(); });
        const NodeId first = whole == nodes.end() ? nodes.front() : *whole; // a cut one stays one
        return {.node = first, .why = "no valid answer to vote on"};
    }
    const auto less = [](const auto &a, const auto &b) { return a.weight < b.weight; };
    const auto &winner = *std::max_element(ballots.begin(), ballots.end(), less); // the first of equals
    const auto equals =
        std::count_if(ballots.begin(), ballots.end(), [&](const auto &b) { return b.weight == winner.weight; });
    return {.node = winner.first,
            .why = why + " " + std::to_string(winner.votes) + " of " + std::to_string(nodes.size()),
            .tie = equals > 1};
}

Select highestOf(const Tree &tree, std::span<const NodeId> nodes, const std::string &scorer) {
    Select best{.node = Tree::kRoot, .why = "highest " + scorer, .oracle = scorerByName(scorer).oracle};
    std::string none = tree[nodes.front()].fault; // why nothing wins, if nothing does
    for (const NodeId node : nodes) {
        if (!tree[node].fault.empty()) continue;
        none = "no score";
        const auto &score = tree[node].score, &leader = tree[best.node].score;
        if (!score) continue;
        if (best.node == Tree::kRoot || *score > *leader)
            best.node = node, best.tie = false; // the first of equals
        else
            best.tie |= *score == *leader;
    }
    if (best.node == Tree::kRoot) best.node = nodes.front(), best.why = none, best.answered = false;
    return best;
}

namespace {

bool isEnd(const Tree &tree, NodeId node) {
    return node != Tree::kRoot && tree.children(node).empty() && !tree[node].pruned;
}

} // namespace

std::vector<NodeId> wholeAnswers(const Tree &tree) {
    std::vector<NodeId> out;
    for (NodeId node = 1; node < tree.size(); ++node)
        if (isEnd(tree, node) && !tree[node].aside && !tree[node].goesOn()) out.push_back(node);
    return out;
}

std::vector<Action> chooseEnd(const Tree &tree, const Select &select) {
    std::vector<Action> actions;
    for (NodeId node = 1; node < tree.size(); ++node) {
        if (node == select.node)
            actions.emplace_back(select);
        else if (isEnd(tree, node))
            actions.emplace_back(Prune{node, tree[node].aside ? "" : tree[node].fault});
    }
    return actions;
}

Select nothingOf(const Tree &tree, const std::string &why) {
    Select out{.node = 1, .why = why, .answered = false};
    for (NodeId node = tree.size() - 1; node > 0; --node)
        if (isEnd(tree, node) && !tree[node].aside) out.node = node;
    return out;
}

} // namespace lapidary
