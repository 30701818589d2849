// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/search.h"
#include <functional>

namespace lapidary {

/// An answer, and how much speaks for it.
struct Ballot {
    std::string answer;
    NodeId first = 0;      ///< who said it first
    std::size_t votes = 0; ///< how many said it
    double weight = 0;     ///< of them together
};

/// Whether it is an answer that counts: no cut one, no empty one, none without an answer in it.
bool mayVote(const Node &node);

/// The answers of `nodes` in the order in which they came. `weightOf` of a vote; without it every vote weighs 1.
/// Whoever has no weight has no vote.
std::vector<Ballot> countVotes(const Tree &tree, std::span<const NodeId> nodes,
                               const std::function<std::optional<double>(NodeId)> &weightOf = {});

/// The answer with the greatest weight, the first of equals, said by who said it first. Where nobody votes the first
/// whole one stands, and where none is whole the choice answers nothing. `why` is the reason where there are votes.
Select voteOf(const Tree &tree, std::span<const NodeId> nodes, const std::vector<Ballot> &ballots,
              const std::string &why);

/// The whole answer with the highest score, the first of equals. Where none can win the first of `nodes` stands for
/// all, with the reason.
Select highestOf(const Tree &tree, std::span<const NodeId> nodes, const std::string &scorer);

/// Answers at the ends of the tree that were not given up: no piece that goes on, and nothing that was said aside.
std::vector<NodeId> wholeAnswers(const Tree &tree);

/// The choice of one end of the tree. All other ends are given up, each in its place, so that a log tells them in
/// order.
std::vector<Action> chooseEnd(const Tree &tree, const Select &select);

/// Where nothing may win: the first end of the tree stands for all of them.
Select nothingOf(const Tree &tree, const std::string &why);

} // namespace lapidary
