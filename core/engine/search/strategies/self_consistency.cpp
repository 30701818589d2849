// SPDX-License-Identifier: Apache-2.0
// Self-consistency (Wang et al. 2022, arXiv 2203.11171): sample, extract, vote. With `weights` a vote weighs as much as
// a score says (their weighted sum; with the scorer judge or verifier the weighted vote of Uesato et al. 2022, arXiv
// 2211.14275), log-probabilities as the probabilities that they are. Deviations:
//  1. a completion without an answer, or one that was cut, has no vote; where nobody votes the first whole one is
//     taken, and where none is whole the problem is unanswered;
//  2. a tie goes to the answer whose first sample came first, and is reported.
#include "core/engine/search/strategies/self_consistency.h"
#include "core/engine/reward/step_scores.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <cmath>

namespace lapidary {

namespace {

constexpr const char *kEqual = "equal", *kAnswer = "answer";

struct VoteConfig {
    CandidateConfig candidates{};
    std::string weights = kEqual, aggregate = kAnswer, judge{};
    bool normalize = false;

    bool weighted() const { return weights != kEqual; }
    bool ofSteps() const { return aggregate != kAnswer; }
    Drawing drawing() const {
        Drawing out = candidates.drawing();
        out.scores = weighted() && scorerByName(weights).tokenScores;
        return out;
    }
    Status check(const SearchContext &context) const {
        if (auto ok = checkVotes(context); !ok || !weighted()) return ok;
        return checkScorer(scorerByName(weights), context, judge, ofSteps() ? Scored::Steps : Scored::Answers);
    }
};

const Described<VoteConfig> &described() {
    using C = VoteConfig;
    static const auto d = [] {
        std::vector<std::string> weights = scorerNames();
        weights.insert(weights.begin(), kEqual);
        std::vector<std::string> aggregates = stepAggregates();
        aggregates.insert(aggregates.begin(), kAnswer);
        return Described<C>()
            .include(describedCandidates(), &C::candidates)
            .choice("weights", &C::weights, weights, "how much a vote weighs")
            .choice("aggregate", &C::aggregate, aggregates,
                    "what is made of the scores of an answer's steps; answer scores it as a whole")
            .add("normalize", &C::normalize, "", "compares the mean weight of an answer's votes instead of their sum")
            .add("judge", &C::judge, "", "the remote model that rates the samples, where the scorer is judge");
    }();
    return d;
}

class Vote final : public Search {
public:
    Vote(const VoteConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) return {wholeCompletions(drawing_, drawing_.width)};
        if (!config_.weighted()) return choose(tree, countVotes(tree, all));
        if (scored_) return choose(tree, weighted(tree));
        scored_ = true;
        return {Score{
            {all.begin(), all.end()}, config_.weights, config_.judge, config_.ofSteps() ? config_.aggregate : ""}};
    }

private:
    std::vector<Ballot> weighted(const Tree &tree) const {
        const bool logs = scorerByName(config_.weights).logs && !config_.ofSteps();
        auto ballots = countVotes(tree, tree.children(Tree::kRoot), [&](NodeId node) {
            const auto &score = tree[node].score;
            return score && logs ? std::optional(std::exp(*score)) : score;
        });
        if (config_.normalize)
            for (auto &ballot : ballots) ballot.weight /= static_cast<double>(ballot.votes);
        return ballots;
    }

    std::vector<Action> choose(const Tree &tree, const std::vector<Ballot> &ballots) const {
        const auto all = tree.children(Tree::kRoot);
        std::vector<Action> actions;
        if (!config_.weighted()) actions = ratings(tree, ballots);
        Select choice = voteOf(tree, all, ballots, config_.weighted() ? config_.weights + "-weighted votes" : "votes");
        choice.oracle = config_.weighted() && scorerByName(config_.weights).oracle;
        for (auto &action : chooseEnd(tree, choice)) actions.push_back(std::move(action));
        return actions;
    }

    static std::vector<Action> ratings(const Tree &tree, const std::vector<Ballot> &ballots) {
        std::vector<Action> actions;
        for (const NodeId node : tree.children(Tree::kRoot))
            for (const auto &ballot : ballots)
                if (mayVote(tree[node]) && tree[node].answer == ballot.answer)
                    actions.emplace_back(Rate{node, ballot.weight});
        return actions;
    }

    const VoteConfig &config_;
    const Drawing &drawing_;
    bool scored_ = false;
};

} // namespace

const MethodInfo &selfConsistencyInfo() {
    static const MethodInfo method = strategyInfo("self_consistency", "many samples, the most frequent answer wins",
                                                  described().spec(), {"n"}, true);
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSelfConsistency(const Json &config) {
    return makeConfigured<Vote>(described(), config);
}

} // namespace lapidary
