// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/steps.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

Drawing StepConfig::drawing(std::int64_t width, std::int64_t rounds) const {
    return {.sampling = sampling,
            .completionPrefix = completionPrefix,
            .tokenBudget = tokenBudget,
            .width = width,
            .rounds = rounds,
            .scores = scorerByName(scorer).tokenScores};
}

Status StepConfig::check(const SearchContext &context) const {
    return checkScorer(scorerByName(scorer), context, {}, Scored::Beginnings);
}

const Described<StepConfig> &describedSteps() {
    using C = StepConfig;
    static const auto described =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("max_steps", &C::maxSteps, atLeast(1), "steps", "longer answers before they are cut off")
            .choice("scorer", &C::scorer, valueScorers(), "what decides between the beginnings")
            .add("step_mark", &C::stepMark, "", "text that ends a step; empty: what the task says, or a line feed")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return described;
}

std::vector<std::string> valueScorers() {
    std::vector<std::string> names;
    for (const auto &entry : scorers())
        if (entry.beginnings && (entry.logs || entry.oracle || entry.shares)) names.emplace_back(entry.name);
    return names;
}

double valueOf(const std::string &scorer, double score) {
    return scorerByName(scorer).logs ? std::exp(score) : score;
}

Until Steps::until(const Tree &tree, NodeId at) const {
    return {.tokens = drawing_.sampling.maxNewTokens - tree.tokensTo(at), .texts = drawing_.sampling.stop};
}

Expand Steps::step(const Tree &tree, NodeId at, std::int64_t n) const {
    Expand out{.at = at, .n = n, .until = until(tree, at)};
    out.until.step = config_.stepMark.empty();
    if (!out.until.step) out.until.marks = {config_.stepMark};
    return out;
}

Expand Steps::rest(const Tree &tree, NodeId at) const {
    return {.at = at, .until = until(tree, at), .greedy = true};
}

bool Steps::canEnd(const Tree &tree, NodeId node) const {
    if (tree.spent() || tree.tokensTo(node) >= drawing_.sampling.maxNewTokens) return false;
    return node == Tree::kRoot || tree[node].goesOn();
}

bool Steps::canGoOn(const Tree &tree, NodeId node) const {
    const auto path = tree.pathTo(node);
    const auto steps = std::count_if(path.begin(), path.end(), [&](NodeId each) { return tree[each].decoded(); });
    return canEnd(tree, node) && steps < config_.maxSteps;
}

std::string Steps::faultIn(const Tree &tree, NodeId node, std::span<const NodeId> pool) const {
    if (!tree[node].goesOn() && !tree[node].fault.empty()) return tree[node].fault;
    if (tree[node].goesOn() && tree.tokensTo(node) >= drawing_.sampling.maxNewTokens) return "cut";
    const auto same = [&](NodeId other) {
        return tree[other].parent == tree[node].parent && tree[other].written.text == tree[node].written.text &&
               tree[other].written.finishReason == tree[node].written.finishReason;
    };
    return *std::find_if(pool.begin(), pool.end(), same) == node ? "" : "same text";
}

std::string Steps::whyNot(const Tree &tree, NodeId node, std::span<const NodeId> pool) const {
    const std::string fault = faultIn(tree, node, pool);
    return fault.empty() && !tree[node].score ? "no score" : fault;
}

std::vector<NodeId> Steps::ranked(const Tree &tree, std::span<const NodeId> pool) const {
    std::vector<NodeId> out;
    for (const NodeId node : pool)
        if (whyNot(tree, node, pool).empty()) out.push_back(node);
    std::stable_sort(out.begin(), out.end(), [&](NodeId a, NodeId b) { return *tree[a].score > *tree[b].score; });
    return out;
}

std::vector<std::string> decisions() {
    return {"highest", "vote", "weighted_vote"};
}

Select decide(const Tree &tree, std::span<const NodeId> answers, const std::string &decision,
              const std::string &scorer) {
    if (answers.empty()) return nothingOf(tree, "cut");
    if (decision == "highest") return highestOf(tree, answers, scorer);
    if (decision == "vote") return voteOf(tree, answers, countVotes(tree, answers), "votes");
    const auto weight = [&](NodeId node) {
        const auto &score = tree[node].score;
        return score ? std::optional(valueOf(scorer, *score)) : std::nullopt;
    };
    Select out = voteOf(tree, answers, countVotes(tree, answers, weight), scorer + "-weighted votes");
    out.oracle = scorerByName(scorer).oracle;
    return out;
}

Status checkDecision(const SearchContext &context, const std::string &decision) {
    return decision == "highest" ? Status() : checkVotes(context);
}

} // namespace lapidary
