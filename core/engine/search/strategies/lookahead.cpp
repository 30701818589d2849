// SPDX-License-Identifier: Apache-2.0
// Lookahead search (Snell et al. 2024, arXiv 2408.03314, section 5.2): beam search by steps in which a step is worth
// what is reached a few greedy steps behind it. What is written to look ahead counts against the budget, and is thrown
// away. Deviations: as those of the beams; whatever was looked ahead to is scored itself, and not the step before it.
#include "core/engine/search/strategies/lookahead.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <map>

namespace lapidary {

namespace {

struct LookaheadConfig {
    StepConfig steps{};
    std::int64_t width = 4, expansions = 4, ahead = 1;

    Drawing drawing() const { return steps.drawing(width * expansions, steps.maxSteps * (1 + ahead)); }
    Status check(const SearchContext &context) const { return steps.check(context); }
};

const Described<LookaheadConfig> &described() {
    using C = LookaheadConfig;
    static const auto d =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .add("width", &C::width, atLeast(1), "beams", "more beginnings that are kept after every step")
            .add("expansions", &C::expansions, atLeast(1), "samples", "more steps that are tried behind every beam")
            .add("lookahead", &C::ahead, atLeast(0), "steps", "looks further ahead before a step is scored");
    return d;
}

class LookaheadSearch final : public Search {
public:
    LookaheadSearch(const LookaheadConfig &config, const Drawing &drawing)
        : config_(config), steps_(config.steps, drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {steps_.step(tree, Tree::kRoot, config_.expansions)};
        if (!looking_) begin(tree);
        if (auto further = lookFurther(tree); !further.empty()) return further;
        if (!scored_) {
            scored_ = true;
            std::vector<NodeId> ends;
            for (const auto &look : looks_) ends.push_back(look.end);
            if (!ends.empty()) return {Score{ends, config_.steps.scorer}};
        }
        return chooseBeams(tree);
    }

private:
    struct Look {
        NodeId step, end;
        std::int64_t left;
    };

    void begin(const Tree &tree) {
        looking_ = true, scored_ = false;
        looks_.clear(), fresh_.clear();
        for (NodeId node = seen_; node < tree.size(); ++node) fresh_.push_back(node);
        for (const NodeId node : fresh_)
            if (steps_.faultIn(tree, node, fresh_).empty()) looks_.push_back({node, node, config_.ahead});
    }

    std::vector<Action> lookFurther(const Tree &tree) {
        std::vector<Action> actions;
        for (auto &look : looks_) {
            if (const auto behind = tree.children(look.end); !behind.empty()) look.end = behind.front();
            if (look.left == 0 || !steps_.canGoOn(tree, look.end)) continue;
            --look.left;
            Expand further = steps_.step(tree, look.end, 1);
            further.greedy = true;
            actions.emplace_back(std::move(further));
        }
        return actions;
    }

    std::vector<Action> chooseBeams(const Tree &tree) {
        looking_ = false;
        seen_ = tree.size();
        std::vector<Action> actions;
        std::vector<NodeId> pool;
        for (const NodeId beam : beams_)
            if (!tree[beam].goesOn()) pool.push_back(beam);
        for (const auto &[step, end, left] : looks_) {
            if (!tree[end].score) continue;
            worth_[step] = *tree[end].score;
            pool.push_back(step);
            if (end != step) actions.emplace_back(Rate{step, worth_[step]});
        }
        std::stable_sort(pool.begin(), pool.end(), [&](NodeId a, NodeId b) { return worth_.at(a) > worth_.at(b); });
        const auto width = std::min(pool.size(), static_cast<std::size_t>(config_.width));
        beams_.assign(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(width));
        std::vector<Action> further;
        for (const NodeId beam : beams_)
            if (steps_.canGoOn(tree, beam)) further.emplace_back(steps_.step(tree, beam, config_.expansions));
        if (further.empty()) return end(tree);
        prune(tree, pool, actions);
        for (auto &each : further) actions.push_back(std::move(each));
        return actions;
    }

    /// What was looked ahead to, and steps that are no beams and have nothing behind them.
    void prune(const Tree &tree, const std::vector<NodeId> &pool, std::vector<Action> &actions) const {
        const auto among = [](const std::vector<NodeId> &all, NodeId node) {
            return std::find(all.begin(), all.end(), node) != all.end();
        };
        for (const auto &[step, end, left] : looks_)
            if (end != step) actions.emplace_back(Prune{end, "looked ahead"});
        for (const NodeId node : fresh_)
            if (!among(beams_, node) && tree.children(node).empty())
                actions.emplace_back(Prune{node, steps_.faultIn(tree, node, fresh_)});
        for (const NodeId node : pool)
            if (!among(beams_, node) && !among(fresh_, node)) actions.emplace_back(Prune{node});
    }

    std::vector<Action> end(const Tree &tree) const {
        std::vector<NodeId> answers;
        for (const NodeId beam : beams_)
            if (!tree[beam].goesOn()) answers.push_back(beam);
        return chooseEnd(tree, decide(tree, answers, "highest", config_.steps.scorer));
    }

    const LookaheadConfig &config_;
    const Steps steps_;
    std::vector<NodeId> beams_{}, fresh_{};
    std::vector<Look> looks_{};
    std::map<NodeId, double> worth_{};
    NodeId seen_ = 1; ///< all nodes before it have been judged
    bool looking_ = false, scored_ = false;
};

} // namespace

const MethodInfo &lookaheadInfo() {
    static const MethodInfo method =
        strategyInfo("lookahead", "beams whose steps are worth what is reached behind them", described().spec(),
                     {"width", "expansions"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeLookahead(const Json &config) {
    return makeConfigured<LookaheadSearch>(described(), config);
}

} // namespace lapidary
