// SPDX-License-Identifier: Apache-2.0
// The baseline that every other strategy is compared with: one completion, no randomness.
#include "core/engine/search/strategies/greedy.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"

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
    explicit GreedySearch(const Drawing &drawing) : drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, 1)};
        return chooseEnd(tree, {.node = tree.children(Tree::kRoot).front(), .why = "only"});
    }

private:
    const Drawing &drawing_;
};

class Greedy final : public Strategy {
public:
    explicit Greedy(const GreedyConfig &config) : drawing_(config.drawing()) {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &) const override { return {}; }
    std::unique_ptr<Search> begin(const SearchProblem &) const override {
        return std::make_unique<GreedySearch>(drawing_);
    }

private:
    Drawing drawing_;
};

} // namespace

const MethodInfo &greedyInfo() {
    static const MethodInfo method{
        .name = "greedy",
        .summary = "one completion, always the most likely token",
        .role = "strategy",
        .spec = described().spec(),
        .inputs = {{.name = "policy", .effect = "the model that answers"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeGreedy(const Json &config) {
    auto read = described().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<Greedy>(*read);
}

} // namespace lapidary
