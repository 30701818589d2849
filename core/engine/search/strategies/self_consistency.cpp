// SPDX-License-Identifier: Apache-2.0
// Self-consistency (Wang et al. 2022, arXiv 2203.11171): sample, extract, vote. Deviations:
//  1. a completion without an answer, or one that was cut, has no vote; where nobody votes the first whole one is
//  taken,
//     and where none is whole the problem is unanswered;
//  2. a tie goes to the answer whose first sample came first, and is reported.
#include "core/engine/search/strategies/self_consistency.h"
#include "core/engine/search/candidates.h"
#include <algorithm>

namespace lapidary {

namespace {

struct Ballot {
    std::string answer;
    NodeId first = 0;
    std::size_t votes = 0;
};

bool mayVote(const Node &node) {
    return node.answer && node.fault.empty();
}

std::vector<Ballot> countVotes(const Tree &tree) {
    std::vector<Ballot> ballots;
    for (const NodeId node : tree.children(Tree::kRoot)) {
        if (!mayVote(tree[node])) continue;
        auto it =
            std::find_if(ballots.begin(), ballots.end(), [&](const auto &b) { return b.answer == *tree[node].answer; });
        if (it == ballots.end()) it = ballots.insert(it, {*tree[node].answer, node, 0});
        ++it->votes;
    }
    return ballots;
}

class Vote final : public Search {
public:
    explicit Vote(const Drawing &drawing) : drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, drawing_.width)};
        const auto ballots = countVotes(tree);
        if (ballots.empty()) return withoutVotes(tree);
        const auto most = [](const auto &a, const auto &b) { return a.votes < b.votes; };
        const auto &winner = *std::max_element(ballots.begin(), ballots.end(), most); // the first of equals
        const auto equals =
            std::count_if(ballots.begin(), ballots.end(), [&](const auto &b) { return b.votes == winner.votes; });
        const auto voters = tree.children(Tree::kRoot).size();
        auto actions = ratings(tree, ballots);
        const auto choice =
            selectAmong(tree, {.node = winner.first,
                               .why = "votes " + std::to_string(winner.votes) + " of " + std::to_string(voters),
                               .tie = equals > 1});
        actions.insert(actions.end(), choice.begin(), choice.end());
        return actions;
    }

private:
    static std::vector<Action> ratings(const Tree &tree, const std::vector<Ballot> &ballots) {
        std::vector<Action> actions;
        for (const NodeId node : tree.children(Tree::kRoot))
            for (const auto &ballot : ballots)
                if (mayVote(tree[node]) && tree[node].answer == ballot.answer)
                    actions.emplace_back(Rate{node, static_cast<double>(ballot.votes)});
        return actions;
    }

    static std::vector<Action> withoutVotes(const Tree &tree) {
        const auto all = tree.children(Tree::kRoot);
        const auto whole = std::find_if(all.begin(), all.end(), [&](NodeId node) { return tree[node].fault.empty(); });
        const NodeId first = whole == all.end() ? all.front() : *whole; // a cut one stays one
        return selectAmong(tree, {.node = first, .why = "no valid answer to vote on"});
    }

    const Drawing &drawing_;
};

class SelfConsistency final : public Strategy {
public:
    explicit SelfConsistency(const CandidateConfig &config) : drawing_(config.drawing()) {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        if (context.rule) return {};
        return fail({.code = "search.no_rule",
                     .message = "A vote needs to know where the answer of a completion stands.",
                     .field = "rule",
                     .remedy = "Name the task's rule, for example chain_mod or gsm8k."});
    }
    std::unique_ptr<Search> begin(const SearchProblem &) const override { return std::make_unique<Vote>(drawing_); }

private:
    Drawing drawing_;
};

} // namespace

const MethodInfo &selfConsistencyInfo() {
    static const MethodInfo method{
        .name = "self_consistency",
        .summary = "many samples, the most frequent answer wins",
        .role = "strategy",
        .spec = describedCandidates().spec(),
        .inputs = {{.name = "policy", .effect = "the model that answers"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}},
        .sideBySide = {"n"}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSelfConsistency(const Json &config) {
    auto read = describedCandidates().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<SelfConsistency>(*read);
}

} // namespace lapidary
