// SPDX-License-Identifier: Apache-2.0
// REBASE (reward balanced search; Wu et al. 2024, arXiv 2408.00724): the samples of a level are shared out among its
// beginnings by the softmax of their scores, those that have ended use up theirs, and the answers vote by their scores.
// Shares are rounded up, the best beginnings first, until the samples are used up, as in the authors' code.
#include "core/engine/search/strategies/rebase.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

struct RebaseConfig {
    StepConfig steps{.maxSteps = 25};
    std::int64_t width = 16;
    double balance = 0.2;
    std::string decision = "weighted_vote";

    Drawing drawing() const { return steps.drawing(width, steps.maxSteps); }
    Status check(const SearchContext &context) const {
        if (auto ok = checkDecision(context, decision); !ok) return ok;
        return steps.check(context);
    }
};

const Described<RebaseConfig> &described() {
    using C = RebaseConfig;
    static const auto d =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .add("width", &C::width, atLeast(1), "samples", "more steps that are tried on every level")
            .add("balance_temperature", &C::balance, above(0), "",
                 "shares the samples more evenly among good and bad beginnings")
            .choice("decision", &C::decision, decisions(), "how the answers that were found become one");
    return d;
}

class Balanced final : public Search {
public:
    Balanced(const RebaseConfig &config, const Drawing &drawing) : config_(config), steps_(config.steps, drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {steps_.step(tree, Tree::kRoot, config_.width)};
        if (scored_ < tree.size()) {
            fresh_.clear();
            for (; scored_ < tree.size(); ++scored_) fresh_.push_back(scored_);
            return {Score{fresh_, config_.steps.scorer}};
        }
        std::vector<NodeId> open;
        for (const NodeId node : steps_.ranked(tree, fresh_)) {
            if (!tree[node].goesOn())
                answers_.push_back(node);
            else if (steps_.canGoOn(tree, node))
                open.push_back(node);
        }
        fresh_.clear();
        auto actions = shareOut(tree, open);
        return actions.empty() ? chooseEnd(tree, decide(tree, answers_, config_.decision, config_.steps.scorer))
                               : actions;
    }

private:
    std::vector<Action> shareOut(const Tree &tree, const std::vector<NodeId> &open) const {
        std::vector<double> weights;
        double sum = 0;
        for (const NodeId node : open) { // the best one is the first
            const double below = valueOf(config_.steps.scorer, *tree[node].score) -
                                 valueOf(config_.steps.scorer, *tree[open.front()].score);
            sum += weights.emplace_back(std::exp(below / config_.balance));
        }
        const auto samples = config_.width - std::ssize(answers_);
        std::int64_t left = samples;
        std::vector<Action> actions;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto share = static_cast<std::int64_t>(std::ceil(static_cast<double>(samples) * weights[i] / sum));
            const std::int64_t n = std::min(left, std::max<std::int64_t>(1, share));
            left -= n;
            if (n > 0)
                actions.emplace_back(steps_.step(tree, open[i], n));
            else if (samples > 0)
                actions.emplace_back(Prune{open[i]});
        }
        return actions;
    }

    const RebaseConfig &config_;
    const Steps steps_;
    std::vector<NodeId> fresh_{}, answers_{};
    NodeId scored_ = 1;
};

} // namespace

const MethodInfo &rebaseInfo() {
    static const MethodInfo method = strategyInfo(
        "rebase", "a level of samples shared out among beginnings by their scores", described().spec(), {"width"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRebase(const Json &config) {
    return makeConfigured<Balanced>(described(), config);
}

} // namespace lapidary
