// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/stopped_vote.h"
#include <algorithm>

namespace lapidary {

Drawing StoppedVoteConfig::drawing() const {
    Drawing out = candidates.drawing();
    out.width = window;
    out.rounds = (candidates.n + window - 1) / window;
    return out;
}

const Described<StoppedVoteConfig> &describedStoppedVote() {
    using C = StoppedVoteConfig;
    static const auto described = Described<C>()
                                      .include(describedCandidates(), &C::candidates)
                                      .add("window", &C::window, atLeast(1), "samples",
                                           "samples that are drawn before it is asked again whether they are enough");
    return described;
}

std::vector<Action> StoppedVote::next(const Tree &tree, Rng &) {
    const auto drawn = tree.children(Tree::kRoot);
    const auto missing = config_.candidates.n - std::ssize(drawn);
    auto voters = drawn.empty() ? drawn : decided(tree, drawn);
    if (voters.empty() && missing > 0 && !tree.spent())
        return {wholeCompletions(drawing_, std::min(config_.window, missing))};
    if (voters.empty()) voters = drawn;
    const auto ballots = countVotes(tree, voters);
    std::vector<Action> actions;
    for (const NodeId node : voters)
        for (const auto &ballot : ballots)
            if (mayVote(tree[node]) && tree[node].answer == ballot.answer)
                actions.emplace_back(Rate{node, ballot.weight});
    for (auto &action : chooseEnd(tree, voteOf(tree, voters, ballots, "votes"))) actions.push_back(std::move(action));
    return actions;
}

Lead leadOf(const std::vector<Ballot> &ballots) {
    Lead lead;
    for (const auto &ballot : ballots) {
        const auto votes = static_cast<std::int64_t>(ballot.votes);
        lead.next = std::max(lead.next, std::min(votes, lead.most));
        lead.most = std::max(lead.most, votes);
    }
    return lead;
}

} // namespace lapidary
