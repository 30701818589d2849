// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/mcts.h"
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

Drawing MctsConfig::drawing() const {
    return steps.drawing(branching, simulations);
}

Status MctsConfig::check(const SearchContext &context) const {
    if (auto ok = checkDecision(context, decision); !ok) return ok;
    return steps.check(context);
}

const Described<MctsConfig> &describedMcts() {
    using C = MctsConfig;
    static const auto described =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .add("simulations", &C::simulations, atLeast(1), "simulations", "a larger tree, more tokens")
            .add("branching", &C::branching, atLeast(1), "samples", "more steps that are tried behind every leaf")
            .add("exploration", &C::exploration, atLeast(0), "",
                 "goes to nodes that were seldom visited rather than to good ones")
            .add("rollout_steps", &C::rolloutSteps, atLeast(0), "steps",
                 "greedy steps that are written behind a leaf to judge it; 0: none")
            .add("rollout_weight", &C::mix, between(0, 1), "",
                 "weight of what a rollout reaches; the rest is the leaf's own score")
            .add("enough", &C::enough, between(0, 1), "",
                 "stops when a whole answer has this value; 1: only with a perfect one")
            .choice("decision", &C::decision, decisions(), "how the answers that were found become one");
    return described;
}

std::vector<Action> Mcts::next(const Tree &tree, Rng &rng) {
    std::vector<Action> actions;
    while (actions.empty()) switch (phase_) {
        case Phase::Select:
            actions = select(tree, rng);
            break;
        case Phase::Hinted:
            actions = hinted(tree);
            break;
        case Phase::Written:
            actions = written(tree);
            break;
        case Phase::Scored:
            actions = scored(tree);
            break;
        case Phase::Rolling:
            actions = rolling(tree);
            break;
        case Phase::Finishing:
            actions = finish(tree);
            break;
        case Phase::Done:
            actions = chooseEnd(tree, decide(tree, wholeAnswers(tree), config_.decision, config_.steps.scorer));
            break;
        }
    actions.insert(actions.begin(), told_.begin(), told_.end());
    told_.clear();
    return actions;
}

/// The root is the problem, of which nothing is told.
void Mcts::tell(NodeId node) {
    const Visited &known = known_[node];
    if (node != Tree::kRoot)
        told_.emplace_back(Visit{.node = node, .visits = known.visits, .value = known.value, .prior = known.prior});
}

/// Begins a simulation: at its leaf steps are tried, unless the answer has ended there.
std::vector<Action> Mcts::select(const Tree &tree, Rng &rng) {
    if (done_ >= config_.simulations || tree.spent() || enough(tree)) {
        phase_ = Phase::Finishing;
        return {};
    }
    const NodeId leaf = descend(rng);
    end_ = leaf;
    if (!steps_.canGoOn(tree, leaf) || children_.contains(leaf)) {
        if (tree[leaf].goesOn()) known_[leaf].reward = 0; // a beginning that leads nowhere
        backUp(tree);
        return {};
    }
    first_ = tree.size();
    if (hints_.empty()) {
        phase_ = Phase::Written;
        return {steps_.step(tree, leaf, config_.branching)};
    }
    phase_ = Phase::Hinted;
    std::vector<Action> actions;
    for (const auto &hint : hints_)
        if (!hint.empty()) actions.emplace_back(Say{leaf, hint});
    return actions;
}

std::vector<Action> Mcts::hinted(const Tree &tree) {
    phase_ = Phase::Written;
    std::vector<Action> actions;
    for (NodeId node = first_; node < tree.size(); ++node) actions.emplace_back(steps_.step(tree, node, 1));
    actions.emplace_back(steps_.step(tree, end_, config_.branching));
    first_ = tree.size();
    return actions;
}

std::vector<Action> Mcts::written(const Tree &tree) {
    std::vector<NodeId> fresh, good;
    for (NodeId node = first_; node < tree.size(); ++node) fresh.push_back(node);
    std::vector<Action> actions;
    for (const NodeId node : fresh) {
        const std::string fault = steps_.faultIn(tree, node, fresh);
        if (fault.empty())
            good.push_back(node);
        else
            actions.emplace_back(Prune{node, fault});
    }
    children_[end_] = good;
    phase_ = Phase::Scored;
    if (good.empty()) return {}; // given up at the end
    actions.emplace_back(Score{good, config_.steps.scorer});
    return actions;
}

std::vector<Action> Mcts::scored(const Tree &tree) {
    auto &good = children_[end_];
    std::erase_if(good, [&](NodeId node) { return !tree[node].score; });
    if (good.empty()) {
        phase_ = Phase::Select;
        backUp(tree);
        return {};
    }
    double sum = 0;
    for (const NodeId node : good) {
        judge(tree, node);
        sum += known_[node].prior;
    }
    for (const NodeId node : good) {
        known_[node].prior = sum > 0 ? known_[node].prior / sum : 1.0 / static_cast<double>(good.size());
        tell(node);
    }
    const auto less = [&](NodeId a, NodeId b) { return known_[a].reward < known_[b].reward; };
    path_.push_back(*std::max_element(good.begin(), good.end(), less)); // the first of equals
    end_ = path_.back();
    left_ = config_.rolloutSteps;
    first_ = tree.size();
    phase_ = Phase::Rolling;
    return {};
}

/// What a node is worth by itself, and how likely its text is to a token.
void Mcts::judge(const Tree &tree, NodeId node) {
    const Completion &written = tree[node].written;
    const auto tokens = static_cast<double>(std::max<std::int64_t>(1, written.tokens()));
    Visited &visited = known_[node];
    visited.reward = valueOf(config_.steps.scorer, *tree[node].score);
    visited.prior = std::exp(written.logprob() / tokens);
    if (std::isnan(visited.prior)) visited.prior = 0;
}

std::vector<Action> Mcts::rolling(const Tree &tree) {
    if (tree.size() > first_) end_ = tree.size() - 1;
    first_ = tree.size();
    if (left_ > 0 && steps_.canGoOn(tree, end_)) {
        --left_;
        Expand further = steps_.step(tree, end_, 1);
        further.greedy = !kind_.agreement;
        return {further};
    }
    left_ = 0;
    if (end_ != path_.back() && !tree[end_].score && !known_.contains(end_)) {
        known_[end_] = {}; // it is asked for its score once
        return {Score{{end_}, config_.steps.scorer}};
    }
    backUp(tree);
    phase_ = Phase::Select;
    return {};
}

NodeId Mcts::descend(Rng &rng) {
    path_ = {Tree::kRoot};
    while (const auto child = childOf(path_.back(), rng)) path_.push_back(*child);
    return path_.back();
}

std::optional<NodeId> Mcts::childOf(NodeId node, Rng &rng) const {
    const auto children = children_.find(node);
    if (children == children_.end() || children->second.empty()) return std::nullopt;
    std::vector<NodeId> unvisited;
    for (const NodeId child : children->second)
        if (known_.at(child).visits == 0) unvisited.push_back(child);
    if (kind_.randomUnvisited && !unvisited.empty()) return unvisited[rng.below(unvisited.size())];
    const auto parentVisits = std::max<std::int64_t>(1, known_.at(node).visits);
    const auto wanted = [&](NodeId child) { return kind_.wanted(known_.at(child), parentVisits, config_.exploration); };
    return *std::max_element(children->second.begin(), children->second.end(),
                             [&](NodeId a, NodeId b) { return wanted(a) < wanted(b); });
}

double Mcts::agreementOf(const Tree &tree, NodeId node) const {
    const auto whole = wholeAnswers(tree);
    std::size_t same = 0, votes = 0;
    for (const NodeId other : whole) {
        if (!mayVote(tree[other])) continue;
        ++votes;
        same += tree[other].answer == tree[node].answer;
    }
    return mayVote(tree[node]) && votes > 0 ? static_cast<double>(same) / static_cast<double>(votes) : 0;
}

/// What the simulation found: at the end of the rollout, at the leaf, or both.
double Mcts::valueAt(const Tree &tree, NodeId node) const {
    if (kind_.agreement) return agreementOf(tree, end_);
    const double own = known_.at(node).reward;
    if (end_ == node || !tree[end_].score) return own;
    const double reached = valueOf(config_.steps.scorer, *tree[end_].score);
    return (1 - config_.mix) * own + config_.mix * reached;
}

void Mcts::backUp(const Tree &tree) {
    ++done_;
    const NodeId leaf = path_.back();
    const double value = leaf == Tree::kRoot ? 0 : valueAt(tree, leaf);
    double sum = 0;
    for (auto node = path_.rbegin(); node != path_.rend(); ++node) {
        Visited &visited = known_[*node];
        sum += *node == leaf ? value : visited.reward;
        ++visited.visits;
        const double back = kind_.backup == MctsKind::Backup::Cumulative ? sum : value;
        visited.value += (back - visited.value) / static_cast<double>(visited.visits);
        if (kind_.backup != MctsKind::Backup::Children || *node == leaf) continue;
        double weighed = 0, visits = 0;
        for (const NodeId child : children_.at(*node)) {
            weighed += static_cast<double>(known_[child].visits) * known_[child].value;
            visits += static_cast<double>(known_[child].visits);
        }
        if (visits > 0) visited.value = weighed / visits;
    }
    for (const NodeId node : path_) tell(node);
}

bool Mcts::enough(const Tree &tree) const {
    const auto whole = wholeAnswers(tree);
    return std::any_of(whole.begin(), whole.end(), [&](NodeId node) {
        const auto &score = tree[node].score;
        return tree[node].fault.empty() && score && valueOf(config_.steps.scorer, *score) >= config_.enough;
    });
}

/// Where no answer has ended yet, the best beginning is written to its end.
std::vector<Action> Mcts::finish(const Tree &tree) {
    const auto whole = wholeAnswers(tree);
    std::vector<NodeId> unscored;
    bool any = false;
    for (const NodeId node : whole) {
        any |= tree[node].fault.empty();
        if (tree[node].fault.empty() && !tree[node].score && !known_.contains(node)) unscored.push_back(node);
    }
    if (any) {
        phase_ = Phase::Done;
        return unscored.empty() ? std::vector<Action>() : std::vector<Action>{Score{unscored, config_.steps.scorer}};
    }
    phase_ = Phase::Done;
    std::optional<NodeId> best;
    for (NodeId node = 1; node < tree.size(); ++node) {
        const bool leaf = known_.contains(node) && !tree[node].pruned && tree.children(node).empty();
        if (!leaf || !steps_.canEnd(tree, node)) continue;
        if (!best || known_[node].reward > known_[*best].reward) best = node;
    }
    if (!best || finished_) return {};
    finished_ = true;
    phase_ = Phase::Finishing;
    return {steps_.rest(tree, *best)};
}

} // namespace lapidary
