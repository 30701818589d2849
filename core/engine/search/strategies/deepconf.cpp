// SPDX-License-Identifier: Apache-2.0
// DeepConf, deep think with confidence (Fu et al. 2025, arXiv 2508.15260), online: a few whole traces set a threshold
// at a percentile of their lowest group confidence; further traces are written window by window, and one whose
// confidence falls below it is stopped and has no vote. Votes weigh as much as their lowest group confidence.
// Deviations: groups are windows side by side instead of sliding ones, and a trace that is shorter than one is a group;
// the default window is one of answers of some hundred tokens, where the paper has 2048.
#include "core/engine/search/strategies/deepconf.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary {

namespace {

struct DeepconfConfig {
    SamplingConfig sampling{};
    std::int64_t warmup = 8, n = 32, window = 32;
    double keep = 0.9;
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .width = n,
                .rounds = 2,
                .scores = true};
    }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<DeepconfConfig> &described() {
    using C = DeepconfConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("n", &C::n, atLeast(1), "samples", "more completions a problem, more tokens")
            .add("warmup", &C::warmup, atLeast(1), "samples", "whole samples that set the threshold; they vote, too")
            .add("keep", &C::keep, between(0, 1), "",
                 "share of the whole samples that are as sure as a sample must be to go on")
            .add("window", &C::window, atLeast(1), "tokens", "longer stretches over which confidence is averaged")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Confident final : public Search {
public:
    Confident(const DeepconfConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, std::min(config_.warmup, config_.n))};
        if (!scored_) {
            scored_ = true;
            const auto all = tree.children(Tree::kRoot);
            return {Score{{all.begin(), all.end()}, "confidence"}}; // says where a model gives none
        }
        if (!begun_) return begin(tree);
        std::vector<Action> actions;
        std::vector<NodeId> tips;
        for (; seen_ < tree.size(); ++seen_) tips.push_back(seen_);
        for (const NodeId tip : tips) {
            if (!tree[tip].goesOn()) continue;
            if (tree.tokensTo(tip) >= drawing_.sampling.maxNewTokens) continue; // cut
            if (lowest(tree, tip) < threshold_)
                actions.emplace_back(Prune{tip, "unsure"});
            else if (!tree.spent())
                actions.emplace_back(window(tree, tip, 1));
        }
        const auto grows = [](const Action &action) { return std::holds_alternative<Expand>(action); };
        return std::any_of(actions.begin(), actions.end(), grows) ? actions : choose(tree);
    }

private:
    std::vector<Action> begin(const Tree &tree) {
        begun_ = true;
        seen_ = tree.size();
        std::vector<double> all;
        for (const NodeId node : tree.children(Tree::kRoot)) all.push_back(lowest(tree, node));
        std::sort(all.begin(), all.end());
        const auto dropped = static_cast<std::size_t>((1 - config_.keep) * static_cast<double>(all.size()));
        threshold_ = all[std::min(dropped, all.size() - 1)];
        const std::int64_t more = config_.n - std::ssize(tree.children(Tree::kRoot));
        if (more <= 0 || tree.spent()) return choose(tree);
        return {window(tree, Tree::kRoot, more)};
    }

    Expand window(const Tree &tree, NodeId at, std::int64_t n) const {
        const std::int64_t left = drawing_.sampling.maxNewTokens - tree.tokensTo(at);
        return {.at = at,
                .n = n,
                .until = {.tokens = std::min(left, config_.window), .texts = drawing_.sampling.stop, .piece = true}};
    }

    /// The lowest group confidence of an answer.
    double lowest(const Tree &tree, NodeId node) const {
        std::vector<TokenScore> scores;
        for (const NodeId piece : tree.pathTo(node)) {
            const auto &more = tree[piece].written.scores;
            scores.insert(scores.end(), more.begin(), more.end());
        }
        const auto window = static_cast<std::size_t>(config_.window);
        double lowest = std::numeric_limits<double>::infinity();
        for (std::size_t begin = 0; begin < scores.size(); begin += window) {
            const std::size_t end = std::min(scores.size(), begin + window);
            if (end - begin < window && begin > 0) break; // the rest of a long one is too short to say anything
            double sum = 0;
            for (std::size_t t = begin; t < end; ++t) sum += scores[t].confidence;
            lowest = std::min(lowest, sum / static_cast<double>(end - begin));
        }
        return lowest;
    }

    std::vector<Action> choose(const Tree &tree) const {
        const auto whole = wholeAnswers(tree);
        if (whole.empty()) return chooseEnd(tree, nothingOf(tree, "unsure"));
        const auto weight = [&](NodeId node) { return std::optional(lowest(tree, node)); };
        return chooseEnd(tree, voteOf(tree, whole, countVotes(tree, whole, weight), "confidence-weighted votes"));
    }

    const DeepconfConfig &config_;
    const Drawing &drawing_;
    double threshold_ = 0;
    NodeId seen_ = 1;
    bool scored_ = false, begun_ = false;
};

} // namespace

const MethodInfo &deepconfInfo() {
    static const MethodInfo method =
        strategyInfo("deepconf", "samples that are stopped where the model grows unsure", described().spec(), {"n"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeDeepconf(const Json &config) {
    return makeConfigured<Confident>(described(), config);
}

} // namespace lapidary
