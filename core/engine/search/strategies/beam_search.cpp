// SPDX-License-Identifier: Apache-2.0
// Beam search by steps (as in Snell et al. 2024, arXiv 2408.03314, section 5.2): every beam is continued by a step, a
// few times over; the beginnings with the highest scores go on. Deviations:
//  1. an answer that has ended stays among the beams and holds its place, so that the search ends when no beam goes on;
//  2. the same text twice behind one beam is one beginning;
//  3. beams are the best of all, not of each parent, and are never doubled to fill their number.
// With the exact verifier the result is labelled as an oracle: it shows what a perfect judge of steps would be worth.
#include "core/engine/search/strategies/beam_search.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <algorithm>

namespace lapidary {

namespace {

struct BeamConfig {
    SamplingConfig sampling{};
    std::int64_t width = 4, expansions = 4, maxSteps = 40;
    std::string scorer = "mean_logprob", stepMark{}, completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .width = width * expansions,
                .rounds = maxSteps,
                .scores = scorerByName(scorer).tokenScores};
    }
    Status check(const SearchContext &context) const {
        return checkScorer(scorerByName(scorer), context, {}, Scored::Beginnings);
    }
};

const Described<BeamConfig> &described() {
    using C = BeamConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("width", &C::width, atLeast(1), "beams", "more beginnings that are kept after every step")
            .add("expansions", &C::expansions, atLeast(1), "samples", "more steps that are tried behind every beam")
            .add("max_steps", &C::maxSteps, atLeast(1), "steps", "longer answers before they are cut off")
            .choice("scorer", &C::scorer, scorerNames(true), "what decides between the beginnings")
            .add("step_mark", &C::stepMark, "", "text that ends a step; empty: what the task says, or a line feed")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class BeamSearch final : public Search {
public:
    BeamSearch(const BeamConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {expand(tree, Tree::kRoot)};
        if (scored_ == tree.size()) return chooseBeams(tree);
        fresh_.clear();
        for (NodeId node = scored_; node < tree.size(); ++node) fresh_.push_back(node);
        scored_ = tree.size();
        return {Score{fresh_, config_.scorer}};
    }

private:
    std::vector<Action> chooseBeams(const Tree &tree) {
        std::vector<NodeId> pool;
        for (const NodeId beam : beams_)
            if (!tree[beam].goesOn()) pool.push_back(beam);
        pool.insert(pool.end(), fresh_.begin(), fresh_.end());
        fresh_.clear();
        beams_ = best(tree, pool);
        std::vector<Action> actions;
        for (const NodeId beam : beams_)
            if (canGoOn(tree, beam)) actions.emplace_back(expand(tree, beam));
        if (actions.empty()) return end(tree, pool);
        for (const NodeId node : pool)
            if (std::find(beams_.begin(), beams_.end(), node) == beams_.end())
                actions.emplace_back(Prune{node, whyNot(tree, node, pool)});
        return actions;
    }

    /// Those that may win or go on, the highest score first, and the first of equals.
    std::vector<NodeId> best(const Tree &tree, const std::vector<NodeId> &pool) const {
        std::vector<NodeId> out;
        for (const NodeId node : pool)
            if (whyNot(tree, node, pool).empty()) out.push_back(node);
        std::stable_sort(out.begin(), out.end(), [&](NodeId a, NodeId b) { return *tree[a].score > *tree[b].score; });
        if (out.size() > static_cast<std::size_t>(config_.width)) out.resize(static_cast<std::size_t>(config_.width));
        return out;
    }

    /// Why a node can be no beam, or nothing where only better ones can be in its way.
    std::string whyNot(const Tree &tree, NodeId node, const std::vector<NodeId> &pool) const {
        if (!tree[node].goesOn() && !tree[node].fault.empty()) return tree[node].fault;
        if (tree[node].goesOn() && tree.tokensTo(node) >= drawing_.sampling.maxNewTokens) return "cut";
        if (!tree[node].score) return "no score";
        const auto same = [&](NodeId other) {
            return tree[other].parent == tree[node].parent && tree[other].written.text == tree[node].written.text &&
                   tree[other].written.finishReason == tree[node].written.finishReason;
        };
        return *std::find_if(pool.begin(), pool.end(), same) == node ? "" : "same text";
    }

    bool canGoOn(const Tree &tree, NodeId node) const {
        return tree[node].goesOn() && tree[node].depth < config_.maxSteps && !tree.spent();
    }

    /// The best beam that has ended wins. Where none has, the first stands for all of them.
    std::vector<Action> end(const Tree &tree, const std::vector<NodeId> &pool) const {
        Select choice{
            .node = Tree::kRoot, .why = "highest " + config_.scorer, .oracle = scorerByName(config_.scorer).oracle};
        for (const NodeId beam : beams_) {
            if (tree[beam].goesOn()) continue;
            if (choice.node == Tree::kRoot)
                choice.node = beam;
            else
                choice.tie |= *tree[beam].score == *tree[choice.node].score;
        }
        if (choice.node == Tree::kRoot) {
            choice.node = !beams_.empty() ? beams_.front() : !pool.empty() ? pool.front() : tree.size() - 1;
            choice.why = beams_.empty() && !pool.empty() ? whyNot(tree, choice.node, pool) : "cut";
            choice.answered = false;
        }
        std::vector<Action> actions;
        for (const NodeId node : pool)
            if (node != choice.node) actions.emplace_back(Prune{node, whyNot(tree, node, pool)});
        actions.emplace_back(std::move(choice));
        return actions;
    }

    /// A step of what is left of the answer's tokens.
    Expand expand(const Tree &tree, NodeId at) const {
        Until until{.tokens = drawing_.sampling.maxNewTokens - tree.tokensTo(at),
                    .texts = drawing_.sampling.stop,
                    .step = config_.stepMark.empty()};
        if (!until.step) until.marks = {config_.stepMark};
        return {.at = at, .n = config_.expansions, .until = std::move(until)};
    }

    const BeamConfig &config_;
    const Drawing &drawing_;
    std::vector<NodeId> beams_{}, fresh_{};
    NodeId scored_ = 1; ///< all nodes before it have been
};

} // namespace

const MethodInfo &beamSearchInfo() {
    static const MethodInfo method = strategyInfo("beam_search", "the best beginnings go on, step by step",
                                                  described().spec(), {"width", "expansions"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeBeamSearch(const Json &config) {
    return makeConfigured<BeamSearch>(described(), config);
}

} // namespace lapidary
