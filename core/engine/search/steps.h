// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/choices.h"
#include "core/engine/search/strategy.h"

namespace lapidary {

/// What strategies share that grow answers step by step and compare their beginnings.
struct StepConfig {
    SamplingConfig sampling{.temperature = 0.8};
    std::int64_t maxSteps = 40;
    std::string scorer = "mean_logprob", stepMark{}, completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing(std::int64_t width, std::int64_t rounds) const;
    Status check(const SearchContext &context) const;
};
const Described<StepConfig> &describedSteps();

/// The scorers whose values say how good a beginning is on a scale from 0 to 1, and that value: of log-probabilities
/// their exponential.
std::vector<std::string> valueScorers();
double valueOf(const std::string &scorer, double score);

/// The requests of such a strategy, and what is to be known of a node before something comes behind it.
class Steps {
public:
    Steps(const StepConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    Expand step(const Tree &tree, NodeId at, std::int64_t n) const;
    Expand rest(const Tree &tree, NodeId at) const; ///< the likeliest, to the end of the answer
    bool canGoOn(const Tree &tree, NodeId node) const;
    bool canEnd(const Tree &tree, NodeId node) const; ///< the same, whatever the number of its steps
    /// Why a node can neither go on nor win, or nothing where only better ones are in its way. Of `pool` the first of
    /// equal texts behind one node counts.
    std::string whyNot(const Tree &tree, NodeId node, std::span<const NodeId> pool) const;
    /// The same for one that has no score yet.
    std::string faultIn(const Tree &tree, NodeId node, std::span<const NodeId> pool) const;
    /// Those that may go on or win, the highest score first, and the first of equals.
    std::vector<NodeId> ranked(const Tree &tree, std::span<const NodeId> pool) const;

private:
    Until until(const Tree &tree, NodeId at) const;

    const StepConfig &config_;
    const Drawing &drawing_;
};

/// How the whole answers that a search found become one: "highest" takes the highest score, "vote" the most frequent
/// answer, "weighted_vote" the one whose scores add up to most.
std::vector<std::string> decisions();
Select decide(const Tree &tree, std::span<const NodeId> answers, const std::string &decision,
              const std::string &scorer);
/// A vote needs answers: search.no_rule.
Status checkDecision(const SearchContext &context, const std::string &decision);

} // namespace lapidary
