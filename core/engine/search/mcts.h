// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/steps.h"
#include <map>

namespace lapidary {

/// Monte-Carlo tree search over steps: one simulation selects a leaf, tries a few steps behind it, judges the best of
/// them, perhaps by what is reached some steps further, and tells the nodes above. Four things make a kind of it: how a
/// child is selected, how a leaf is judged, how its value goes back, and how the answers become one.
struct MctsConfig {
    StepConfig steps{};
    std::int64_t simulations = 32, branching = 4, rolloutSteps = 0;
    double exploration = 1, mix = 0.5, enough = 1;
    std::string decision = "highest";

    Drawing drawing() const;
    Status check(const SearchContext &context) const;
};
const Described<MctsConfig> &describedMcts();

/// What is known of a node of the search.
struct Visited {
    std::int64_t visits = 0;
    double value = 0;  ///< the mean of what came back, or what the backup makes of the children
    double reward = 0; ///< its own, from 0 to 1
    double prior = 0;  ///< among its brothers
};

struct MctsKind {
    /// How much a child is wanted; `parentVisits` ≥ 1. `exploration` is the setting.
    double (*wanted)(const Visited &child, std::int64_t parentVisits, double exploration);
    enum class Backup {
        Mean,       ///< the value of the leaf, averaged in every node above
        Cumulative, ///< the rewards from each node down to the leaf, averaged
        Children,   ///< a node is worth the mean of its children, weighed by visits
    } backup = Backup::Mean;
    /// A leaf is worth the share of whole answers so far that agree with what it leads to, instead of a score.
    bool agreement = false;
    bool randomUnvisited = false; ///< unvisited children come first, in random order
};

class Mcts : public Search {
public:
    /// `hints`: texts behind each of which one more step is tried at every leaf.
    Mcts(const MctsConfig &config, const Drawing &drawing, const MctsKind &kind, std::vector<std::string> hints = {})
        : config_(config), kind_(kind), hints_(std::move(hints)), steps_(config.steps, drawing) {}
    std::vector<Action> next(const Tree &tree, Rng &rng) override;

private:
    enum class Phase { Select, Hinted, Written, Scored, Rolling, Finishing, Done };

    std::vector<Action> select(const Tree &tree, Rng &rng);
    std::vector<Action> hinted(const Tree &tree);
    std::vector<Action> written(const Tree &tree);
    std::vector<Action> scored(const Tree &tree);
    std::vector<Action> rolling(const Tree &tree);
    std::vector<Action> finish(const Tree &tree);

    NodeId descend(Rng &rng);
    std::optional<NodeId> childOf(NodeId node, Rng &rng) const;
    void judge(const Tree &tree, NodeId node);
    double valueAt(const Tree &tree, NodeId node) const;
    double agreementOf(const Tree &tree, NodeId node) const;
    void backUp(const Tree &tree);
    void tell(NodeId node);
    bool enough(const Tree &tree) const;

    const MctsConfig &config_;
    const MctsKind &kind_;
    const std::vector<std::string> hints_;
    const Steps steps_;
    std::map<NodeId, Visited> known_{{Tree::kRoot, {}}};
    std::map<NodeId, std::vector<NodeId>> children_{}; ///< of nodes behind which steps were tried
    std::vector<Action> told_{};                       ///< what is new of nodes, for whoever looks on
    std::vector<NodeId> path_{};                       ///< of this simulation, from the root
    NodeId first_ = 0, end_ = 0;                       ///< of what was written last; of the rollout
    std::int64_t done_ = 0, left_ = 0;
    bool finished_ = false; ///< one beginning was written to its end, since no answer had one
    Phase phase_ = Phase::Select;
};

} // namespace lapidary
