// SPDX-License-Identifier: Apache-2.0
// Budget forcing (Muennighoff et al. 2025, "s1: Simple test-time scaling", arXiv 2501.19393): the model thinks until it
// marks the end or `max_new_tokens` are written. As long as there are `waits` left an end that it marks is taken back
// and "Wait" stands there instead; then the mark and the words that ask for the answer are put behind the thoughts.
// Greedy, as in the paper. Deviation: the budget of thoughts counts all of them together.
#include "core/engine/search/strategies/budget_forcing.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

struct ForcingConfig {
    std::int64_t maxNewTokens = 512, answerTokens = 64, waits = 1;
    std::string wait = "Wait", endMark = "</think>", answerTrigger = "\nFinal Answer:";
    std::vector<std::string> stop{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = {.maxNewTokens = maxNewTokens + answerTokens, .sampler = "greedy", .stop = stop},
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = waits + 2};
    }
    Status check(const SearchContext &) const {
        if (!(endMark + answerTrigger).empty() && (waits == 0 || !wait.empty())) return {};
        return fail({.code = "search.nothing_to_say",
                     .message = "Without a text nothing stands between the thoughts and what comes behind them.",
                     .field = waits > 0 && wait.empty() ? "wait" : "answer_trigger",
                     .found = "\"\"",
                     .expected = "a text",
                     .remedy = "Give one, as \"Wait\" or \"Final Answer:\"."});
    }
};

const Described<ForcingConfig> &described() {
    using C = ForcingConfig;
    static const auto d =
        Described<C>()
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer thoughts before they are ended")
            .add("waits", &C::waits, atLeast(0), "times", "how often an end of the thoughts is taken back")
            .add("wait", &C::wait, "", "what stands there instead")
            .add("end_mark", &C::endMark, "", "with what the model ends its thoughts; empty: with the answer's end")
            .add("answer_trigger", &C::answerTrigger, "", "what asks for the answer behind the thoughts")
            .add("answer_tokens", &C::answerTokens, atLeast(1), "tokens", "longer results before they are cut off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Forcing final : public Search {
public:
    Forcing(const ForcingConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        const bool said = last == Tree::kRoot || tree[last].written.finishReason == kSaid;
        if (answering_ && said)
            return {Expand{.at = last, .until = {.tokens = config_.answerTokens, .texts = drawing_.sampling.stop}}};
        const std::int64_t left = config_.maxNewTokens - tree.tokensTo(last);
        if (said) return {think(last, left)};
        if (answering_ || tree.spent() || tree[last].fault == "cancelled")
            return chooseEnd(tree, {.node = last, .why = "only"});
        const bool ended = tree[last].written.finishReason == "stop";
        if (ended && waited_ < config_.waits && left > 0) {
            ++waited_;
            return {Say{last, config_.wait}};
        }
        answering_ = true;
        return {Say{last, config_.endMark + config_.answerTrigger}};
    }

private:
    Expand think(NodeId at, std::int64_t tokens) const {
        Expand out{.at = at, .until = {.tokens = tokens, .texts = drawing_.sampling.stop}};
        if (!config_.endMark.empty()) out.until.texts.push_back(config_.endMark);
        return out;
    }

    const ForcingConfig &config_;
    const Drawing &drawing_;
    std::int64_t waited_ = 0;
    bool answering_ = false;
};

} // namespace

const MethodInfo &budgetForcingInfo() {
    static const MethodInfo method =
        strategyInfo("budget_forcing", "thoughts that are made longer or shorter than the model would have them",
                     described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeBudgetForcing(const Json &config) {
    return makeConfigured<Forcing>(described(), config);
}

} // namespace lapidary
