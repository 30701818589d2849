// SPDX-License-Identifier: Apache-2.0
// Chain-of-thought prompting: zero_shot (Kojima et al. 2022, arXiv 2205.11916) makes the answer begin with a trigger
// and, when the reasoning has ended, asks for its result with a second one; few_shot (Wei et al. 2022, arXiv
// 2201.11903) puts worked examples in front of the problem; direct asks for the result at once, the control that shows
// what reasoning is worth. One answer, no randomness. Deviations: reasoning that was cut is asked for its result as
// well; both triggers are texts within one answer instead of two prompts.
#include "core/engine/search/strategies/chain_of_thought.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

struct ThoughtConfig {
    std::string mode = "zero_shot", examples{};
    std::string trigger = "Let's think step by step.", answerTrigger = "\nTherefore, the answer is";
    std::int64_t maxNewTokens = 512, answerTokens = 32;
    std::vector<std::string> stop{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    std::string prefix() const {
        if (mode == "few_shot") return completionPrefix;
        if (mode == "zero_shot") return completionPrefix + trigger;
        const auto begin = answerTrigger.find_first_not_of(" \n");
        return completionPrefix + (begin == std::string::npos ? "" : answerTrigger.substr(begin));
    }
    Drawing drawing() const {
        return {.sampling = {.maxNewTokens = mode == "direct" ? answerTokens : maxNewTokens,
                             .sampler = "greedy",
                             .stop = stop},
                .completionPrefix = prefix(),
                .tokenBudget = tokenBudget,
                .rounds = 2,
                .examples = mode == "few_shot" ? examples : ""};
    }
    Status check(const SearchContext &) const {
        if (mode != "few_shot" || !examples.empty()) return {};
        return fail({.code = "search.no_examples",
                     .message = "Few-shot prompting needs examples to put in front of the problem.",
                     .field = "examples",
                     .found = "\"\"",
                     .expected = "a text with worked questions and answers",
                     .remedy = "Give examples, or set mode = \"zero_shot\"."});
    }
};

const Described<ThoughtConfig> &described() {
    using C = ThoughtConfig;
    static const auto d =
        Described<C>()
            .choice("mode", &C::mode, {"zero_shot", "few_shot", "direct"},
                    "how reasoning is asked for, or that it is not")
            .add("trigger", &C::trigger, "", "with what reasoning begins, in zero_shot")
            .add("answer_trigger", &C::answerTrigger, "",
                 "what asks for the result behind the reasoning; empty: nothing does")
            .add("examples", &C::examples, "", "worked problems in front of the problem, in few_shot")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions before they are cut off")
            .add("answer_tokens", &C::answerTokens, atLeast(1), "tokens", "longer results before they are cut off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Thought final : public Search {
public:
    Thought(const ThoughtConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        if (last == Tree::kRoot) return {wholeCompletions(drawing_, 1)};
        if (tree[last].written.finishReason == kSaid)
            return {Expand{.at = last, .until = {.tokens = config_.answerTokens, .texts = drawing_.sampling.stop}}};
        const bool asks = config_.mode == "zero_shot" && !config_.answerTrigger.empty() && tree[last].depth == 1;
        if (asks && tree[last].fault != "cancelled" && !tree.spent()) return {Say{last, config_.answerTrigger}};
        return chooseEnd(tree, {.node = last, .why = "only"});
    }

private:
    const ThoughtConfig &config_;
    const Drawing &drawing_;
};

} // namespace

const MethodInfo &chainOfThoughtInfo() {
    static const MethodInfo method =
        strategyInfo("chain_of_thought", "reasoning before the result, asked for in words", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeChainOfThought(const Json &config) {
    return makeConfigured<Thought>(described(), config);
}

} // namespace lapidary
