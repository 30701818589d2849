// SPDX-License-Identifier: Apache-2.0
// AB-MCTS, adaptive branching tree search (Inoue et al. 2025, arXiv 2503.04412, the variant that shares its nodes,
// AB-MCTS-A, with Beta posteriors): at every answer, and at the problem itself, Thompson sampling decides whether to go
// wider (one more answer from here) or deeper (behind one of the answers that were made from here, and which). An
// answer made from another is its refinement. A score from 0 to 1 counts as that share of a success. Deviations: what
// is refined stands within the answer, as in self_refine; an answer that was cut is worth 0 and is not refined.
#include "core/engine/search/strategies/ab_mcts.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary {

double drawBeta(double a, double b, Rng &rng) {
    const auto gamma = [&rng](double shape) { // Marsaglia and Tsang 2000
        const double boost = shape < 1 ? std::pow(1 - rng.uniform(), 1 / shape) : 1;
        const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / std::sqrt(9 * d);
        while (true) {
            const double x = rng.normal(), v = std::pow(1 + c * x, 3);
            if (v > 0 && std::log(1 - rng.uniform()) < x * x / 2 + d - d * v + d * std::log(v)) return boost * d * v;
        }
    };
    const double left = gamma(a), right = gamma(b);
    return left + right > 0 ? left / (left + right) : 0.5; // both are too small for a number
}

namespace {

struct BranchingConfig {
    SamplingConfig sampling{};
    std::int64_t answers = 16;
    double prior = 0.5;
    std::string scorer = "mean_logprob", decision = "highest", refineTrigger = "\nA better answer:\n";
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = answers,
                .scores = scorerByName(scorer).tokenScores};
    }
    Status check(const SearchContext &context) const {
        if (refineTrigger.empty())
            return fail({.code = "search.nothing_to_say",
                         .message = "Without a text nothing asks the model for a better answer.",
                         .field = "refine_trigger",
                         .found = "\"\"",
                         .expected = "a text",
                         .remedy = "Leave the setting out: it has a default."});
        if (auto ok = checkDecision(context, decision); !ok) return ok;
        return checkScorer(scorerByName(scorer), context, {}, Scored::Answers);
    }
};

const Described<BranchingConfig> &described() {
    using C = BranchingConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("answers", &C::answers, atLeast(1), "answers", "more answers that are made, wider or deeper")
            .add("prior", &C::prior, above(0), "",
                 "trusts scores less: a Beta distribution with this and this stands before them")
            .choice("scorer", &C::scorer, valueScorers(), "what an answer is worth")
            .choice("decision", &C::decision, decisions(), "how the answers become one")
            .add("refine_trigger", &C::refineTrigger, "", "what asks for the next answer behind the one to refine")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

/// Shares of successes.
struct Successes {
    double right = 0, wrong = 0;
    void add(double score) { right += score, wrong += 1 - score; }
    double draw(double prior, Rng &rng) const { return drawBeta(prior + right, prior + wrong, rng); }
};

class Branching final : public Search {
public:
    Branching(const BranchingConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &rng) override {
        const NodeId last = tree.size() - 1;
        if (last != Tree::kRoot && !tree[last].decoded()) return {write(last)};
        if (last != Tree::kRoot && scored_ != last) {
            scored_ = last;
            if (tree[last].fault.empty()) return {Score{{last}, config_.scorer}};
        }
        if (last != Tree::kRoot) take(tree, last);
        if (tree.spent() || std::ssize(answers_) == config_.answers)
            return chooseEnd(tree, decide(tree, answers_, config_.decision, config_.scorer));
        from_ = descend(rng);
        if (from_ == Tree::kRoot) return {write(from_)};
        return {Say{Tree::kRoot, tree[from_].written.text + config_.refineTrigger}};
    }

private:
    struct Known {
        NodeId from = Tree::kRoot;
        bool refines = false; ///< something may be made from it
        Successes wider{};    ///< of what was made from it
        Successes deeper{};   ///< of all that was made from those
        Successes whole{};    ///< its own, and of all behind it
        std::vector<NodeId> made{};
    };

    Expand write(NodeId at) const {
        return {.at = at, .until = {.tokens = drawing_.sampling.maxNewTokens, .texts = drawing_.sampling.stop}};
    }

    /// The score of a new answer goes to all above it.
    void take(const Tree &tree, NodeId node) {
        if (std::find(answers_.begin(), answers_.end(), node) != answers_.end()) return;
        answers_.push_back(node);
        const bool whole = tree[node].fault.empty() && tree[node].score.has_value();
        const double score = whole ? std::clamp(valueOf(config_.scorer, *tree[node].score), 0.0, 1.0) : 0;
        Known &known = known_[node];
        known.from = from_;
        known.refines = whole;
        known.whole.add(score);
        known_[from_].made.push_back(node);
        known_[from_].wider.add(score);
        for (NodeId above = from_; above != Tree::kRoot; above = known_[above].from) {
            known_[above].whole.add(score);
            known_[known_[above].from].deeper.add(score);
        }
    }

    /// From where the next answer is made.
    NodeId descend(Rng &rng) {
        NodeId node = Tree::kRoot;
        while (true) {
            const Known &here = known_[node];
            std::vector<NodeId> open;
            for (const NodeId child : here.made)
                if (known_[child].refines) open.push_back(child);
            if (open.empty()) return node;
            if (here.wider.draw(config_.prior, rng) >= here.deeper.draw(config_.prior, rng)) return node;
            double best = -1;
            for (const NodeId child : open) {
                const double drawn = known_[child].whole.draw(config_.prior, rng);
                if (drawn > best) best = drawn, node = child;
            }
        }
    }

    const BranchingConfig &config_;
    const Drawing &drawing_;
    std::map<NodeId, Known> known_{{Tree::kRoot, {}}};
    std::vector<NodeId> answers_{};
    NodeId from_ = Tree::kRoot, scored_ = Tree::kRoot;
};

} // namespace

const MethodInfo &abMctsInfo() {
    static const MethodInfo method = strategyInfo(
        "ab_mcts", "one more answer, or a better one of those there are, as their scores have it", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeAbMcts(const Json &config) {
    return makeConfigured<Branching>(described(), config);
}

} // namespace lapidary
