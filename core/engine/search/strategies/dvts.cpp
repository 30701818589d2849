// SPDX-License-Identifier: Apache-2.0
// Diverse verifier tree search (Beeching et al. 2024, "Scaling test-time compute with open models"): independent
// subtrees, each of which tries a few steps and goes on behind the best. The answers at the last steps of all subtrees
// are compared. Deviations:
//  1. only answers that have ended by themselves win or vote, and tokens are counted;
//  2. a subtree that can go on nowhere goes back to the second best step of the level before.
#include "core/engine/search/strategies/dvts.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <map>

namespace lapidary {

namespace {

struct DiverseConfig {
    StepConfig steps{};
    std::int64_t subtrees = 4, expansions = 4;
    std::string decision = "highest";

    Drawing drawing() const { return steps.drawing(subtrees * expansions, steps.maxSteps); }
    Status check(const SearchContext &context) const {
        if (auto ok = checkDecision(context, decision); !ok) return ok;
        return steps.check(context);
    }
};

const Described<DiverseConfig> &described() {
    using C = DiverseConfig;
    static const auto d =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .add("subtrees", &C::subtrees, atLeast(1), "subtrees", "more answers that are begun apart from each other")
            .add("expansions", &C::expansions, atLeast(1), "samples", "more steps that are tried in every subtree")
            .choice("decision", &C::decision, decisions(), "how the answers that were found become one");
    return d;
}

class DiverseTrees final : public Search {
public:
    DiverseTrees(const DiverseConfig &config, const Drawing &drawing)
        : config_(config), steps_(config.steps, drawing), subtrees_(static_cast<std::size_t>(config.subtrees)) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {steps_.step(tree, Tree::kRoot, config_.subtrees * config_.expansions)};
        if (scored_ < tree.size()) return {Score{shareOut(tree), config_.steps.scorer}};
        std::vector<Action> actions;
        tips_.clear();
        for (std::size_t s = 0; s < subtrees_.size(); ++s)
            if (subtrees_[s].open) goOn(tree, s, actions);
        return actions.empty() ? end(tree) : actions;
    }

private:
    struct Subtree {
        std::vector<NodeId> fresh{}; ///< what was written last
        std::vector<NodeId> spare{}; ///< the second best of each level, the last level last
        bool open = true;
    };

    /// New nodes belong to the subtree whose tip they stand behind.
    std::vector<NodeId> shareOut(const Tree &tree) {
        std::vector<NodeId> all;
        for (auto &subtree : subtrees_)
            if (subtree.open) subtree.fresh.clear();
        for (; scored_ < tree.size(); ++scored_) {
            const bool first = tree[scored_].parent == Tree::kRoot;
            const std::size_t owner =
                first ? (scored_ - 1) / static_cast<std::size_t>(config_.expansions) : tips_.at(tree[scored_].parent);
            subtrees_[owner].fresh.push_back(scored_);
            all.push_back(scored_);
        }
        return all;
    }

    void goOn(const Tree &tree, std::size_t number, std::vector<Action> &actions) {
        Subtree &subtree = subtrees_[number];
        const auto ranked = steps_.ranked(tree, subtree.fresh);
        subtree.open = ranked.empty() || tree[ranked.front()].goesOn(); // else its answer is there
        std::vector<NodeId> ways;
        for (const NodeId node : ranked)
            if (subtree.open && steps_.canGoOn(tree, node)) ways.push_back(node);
        if (ways.size() > 1) subtree.spare.push_back(ways[1]);
        if (subtree.open && ways.empty() && !subtree.spare.empty() && !tree.spent()) {
            ways.push_back(subtree.spare.back());
            subtree.spare.pop_back();
        }
        if (ways.empty()) {
            subtree.open = false;
            return;
        }
        tips_[ways.front()] = number;
        actions.emplace_back(steps_.step(tree, ways.front(), config_.expansions));
    }

    std::vector<Action> end(const Tree &tree) const {
        std::vector<NodeId> answers;
        for (const auto &subtree : subtrees_)
            for (const NodeId node : subtree.fresh)
                if (!tree[node].goesOn() && steps_.whyNot(tree, node, subtree.fresh).empty()) answers.push_back(node);
        return chooseEnd(tree, decide(tree, answers, config_.decision, config_.steps.scorer));
    }

    const DiverseConfig &config_;
    const Steps steps_;
    std::vector<Subtree> subtrees_;
    std::map<NodeId, std::size_t> tips_{};
    NodeId scored_ = 1; ///< all nodes before it have been
};

} // namespace

const MethodInfo &dvtsInfo() {
    static const MethodInfo method =
        strategyInfo("dvts", "several answers that grow apart from each other, each by its best steps",
                     described().spec(), {"subtrees", "expansions"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeDvts(const Json &config) {
    return makeConfigured<DiverseTrees>(described(), config);
}

} // namespace lapidary
