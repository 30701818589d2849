// SPDX-License-Identifier: Apache-2.0
// Recursive self-aggregation (Venkatraman et al. 2025, arXiv 2509.26626): a population of answers; each round every one
// of the next population is written by the model that has been shown `subset` of the present one, drawn at random, and
// asked for a better answer of them. The last population votes. Deviations: what is shown stands within the answer, as
// in self_refine, not in a prompt of its own; answers that were cut are shown only where no whole one is left; ended by
// its budget, the search votes among the last population that is complete, or what there is of the first one.
#include "core/engine/search/strategies/rsa.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <utility>

namespace lapidary {

namespace {

struct RsaConfig {
    SamplingConfig sampling{};
    std::int64_t population = 8, subset = 4, rounds = 3;
    std::string candidateMark = "\nA candidate solution:\n", aggregateTrigger = "\nA better solution made of these:\n";
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .width = population,
                .rounds = rounds + 1};
    }
    Status check(const SearchContext &context) const {
        if (aggregateTrigger.empty())
            return fail({.code = "search.nothing_to_say",
                         .message = "Without a text nothing asks the model for a better answer.",
                         .field = "aggregate_trigger",
                         .found = "\"\"",
                         .expected = "a text",
                         .remedy = "Leave the setting out: it has a default."});
        return checkVotes(context);
    }
};

const Described<RsaConfig> &described() {
    using C = RsaConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("population", &C::population, atLeast(1), "answers", "more answers of a round, more variety")
            .add("subset", &C::subset, atLeast(1), "answers",
                 "more answers that are shown at once; as many as there are at most")
            .add("rounds", &C::rounds, atLeast(0), "rounds", "more rounds in which answers are made of others")
            .add("candidate_mark", &C::candidateMark, "", "stands before each answer that is shown")
            .add("aggregate_trigger", &C::aggregateTrigger, "", "what asks for a better answer behind them")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Aggregating final : public Search {
public:
    Aggregating(const RsaConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &rng) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, config_.population)};
        if (said_ > 0) return write(tree);
        std::vector<NodeId> fresh;
        for (NodeId node = fresh_; node < tree.size(); ++node)
            if (tree[node].decoded()) fresh.push_back(node);
        if (population_.empty() || std::ssize(fresh) == config_.population) population_ = std::move(fresh);
        if (round_ == config_.rounds || tree.spent()) return choose(tree);
        return show(tree, rng);
    }

private:
    std::vector<Action> show(const Tree &tree, Rng &rng) {
        std::vector<NodeId> whole;
        for (const NodeId node : population_)
            if (tree[node].fault.empty()) whole.push_back(node);
        if (whole.empty()) whole = population_;
        ++round_;
        fresh_ = tree.size();
        said_ = config_.population;
        std::vector<Action> actions;
        for (std::int64_t i = 0; i < config_.population; ++i) {
            rng.shuffle(whole);
            std::string text;
            for (std::size_t k = 0; k < whole.size() && std::cmp_less(k, config_.subset); ++k)
                text += config_.candidateMark + tree[whole[k]].written.text;
            actions.emplace_back(Say{Tree::kRoot, text + config_.aggregateTrigger});
        }
        return actions;
    }

    std::vector<Action> write(const Tree &tree) {
        std::vector<Action> actions;
        for (NodeId node = tree.size() - static_cast<std::size_t>(said_); node < tree.size(); ++node)
            actions.emplace_back(Expand{
                .at = node, .until = {.tokens = drawing_.sampling.maxNewTokens, .texts = drawing_.sampling.stop}});
        said_ = 0;
        return actions;
    }

    std::vector<Action> choose(const Tree &tree) const {
        return chooseEnd(tree, voteOf(tree, population_, countVotes(tree, population_), "votes"));
    }

    const RsaConfig &config_;
    const Drawing &drawing_;
    std::vector<NodeId> population_{};
    std::int64_t round_ = 0, said_ = 0;
    NodeId fresh_ = 1; ///< from here on nodes are of this round
};

} // namespace

const MethodInfo &rsaInfo() {
    static const MethodInfo method =
        strategyInfo("rsa", "answers that the model makes of several of its own, round by round", described().spec(),
                     {"population"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRsa(const Json &config) {
    return makeConfigured<Aggregating>(described(), config);
}

} // namespace lapidary
