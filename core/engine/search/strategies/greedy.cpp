// SPDX-License-Identifier: Apache-2.0
// The baseline that every other strategy is compared with: one completion, no randomness.
#include "core/engine/search/strategies/greedy.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

struct GreedyConfig {
    std::int64_t maxNewTokens = 128;
    double temperature = 0; ///< said or not
    double repetitionPenalty = 1.0;
    std::vector<std::string> stop{};
    bool ignoreEos = false;
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = {.maxNewTokens = maxNewTokens,
                             .sampler = "greedy",
                             .repetitionPenalty = repetitionPenalty,
                             .stop = stop,
                             .ignoreEos = ignoreEos},
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget};
    }
    Status check(const SearchContext &) const { return {}; }
};

const Described<GreedyConfig> &described() {
    using C = GreedyConfig;
    static const auto d =
        Described<C>()
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions before they are cut off")
            .add("temperature", &C::temperature, between(0, 0), "",
                 "0 and nothing else: the other strategies draw at random")
            .add("repetition_penalty", &C::repetitionPenalty, above(0), "", "repeats less; 1 is off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("ignore_eos", &C::ignoreEos, "", "goes on after an end token")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class GreedySearch final : public Search {
public:
    GreedySearch(const GreedyConfig &, const Drawing &drawing) : drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, 1)};
        return chooseEnd(tree, {.node = tree.children(Tree::kRoot).front(), .why = "only"});
    }

private:
    const Drawing &drawing_;
};

} // namespace

const MethodInfo &greedyInfo() {
    static const MethodInfo method =
        strategyInfo("greedy", "one completion, always the most likely token", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeGreedy(const Json &config) {
    return makeConfigured<GreedySearch>(described(), config);
}

} // namespace lapidary
