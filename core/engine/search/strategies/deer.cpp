// SPDX-License-Identifier: Apache-2.0
// DEER, dynamic early exit in reasoning (Yang et al. 2025, arXiv 2504.15895): wherever the thoughts turn (at "Wait") an
// answer is tried; where its tokens are likely enough, by the geometric mean of their probabilities, it stands, else
// the thoughts go on and the trial is thrown away. Greedy. Trials count against the budget.
#include "core/engine/search/strategies/deer.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include <cmath>

namespace lapidary {

namespace {

struct ExitConfig {
    double threshold = 0.95;
    std::int64_t maxNewTokens = 512, answerTokens = 64;
    std::string turn = "Wait", endMark = "</think>", answerTrigger = "\nFinal Answer:";
    std::vector<std::string> stop{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = {.maxNewTokens = maxNewTokens + answerTokens, .sampler = "greedy", .stop = stop},
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = 16};
    }
    Status check(const SearchContext &) const {
        if (!turn.empty() && !(endMark + answerTrigger).empty()) return {};
        return fail({.code = "search.nothing_to_say",
                     .message = "Without a text nobody sees where the thoughts turn, nor asks for the answer there.",
                     .field = turn.empty() ? "turn" : "answer_trigger",
                     .found = "\"\"",
                     .expected = "a text",
                     .remedy = "Give one, as \"Wait\" or \"Final Answer:\"."});
    }
};

const Described<ExitConfig> &described() {
    using C = ExitConfig;
    static const auto d =
        Described<C>()
            .add("threshold", &C::threshold, between(0, 1), "probability",
                 "surer answers before it stops, longer thoughts")
            .add("turn", &C::turn, "", "text at which the thoughts turn, where an answer is tried")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer thoughts before they are ended")
            .add("end_mark", &C::endMark, "", "with what the model ends its thoughts; empty: with the answer's end")
            .add("answer_trigger", &C::answerTrigger, "", "what asks for the answer behind the thoughts")
            .add("answer_tokens", &C::answerTokens, atLeast(1), "tokens", "longer results before they are cut off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class EarlyExit final : public Search {
public:
    EarlyExit(const ExitConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        if (last == Tree::kRoot) return {think(tree, last)};
        if (tree[last].written.finishReason == kSaid)
            return {Expand{.at = last, .until = {.tokens = config_.answerTokens, .texts = drawing_.sampling.stop}}};
        if (tree.spent() || tree[last].fault == "cancelled") return choose(tree, last);
        if (tree[tree[last].parent].written.finishReason != kSaid) { // thoughts: an answer is tried behind them
            thought_ = last;
            return {Say{last, config_.endMark + config_.answerTrigger}};
        }
        const bool more = tree[thought_].goesOn() && tree.tokensTo(thought_) < config_.maxNewTokens;
        if (!more || confidenceOf(tree[last]) >= config_.threshold) return choose(tree, last);
        return {Prune{last, "not sure yet"}, think(tree, thought_)};
    }

private:
    Expand think(const Tree &tree, NodeId at) const {
        Expand out{.at = at,
                   .until = {.tokens = config_.maxNewTokens - tree.tokensTo(at),
                             .texts = drawing_.sampling.stop,
                             .marks = {config_.turn}}};
        if (!config_.endMark.empty()) out.until.texts.push_back(config_.endMark);
        return out;
    }

    static double confidenceOf(const Node &node) {
        if (!node.fault.empty() || node.written.logprobs.empty()) return 0;
        return std::exp(node.written.logprob() / static_cast<double>(node.written.logprobs.size()));
    }

    std::vector<Action> choose(const Tree &tree, NodeId node) const {
        std::string why = "only";
        if (tree[thought_].goesOn() && confidenceOf(tree[node]) >= config_.threshold) why = "sure enough";
        return chooseEnd(tree, {.node = node, .why = why});
    }

    const ExitConfig &config_;
    const Drawing &drawing_;
    NodeId thought_ = Tree::kRoot;
};

} // namespace

const MethodInfo &deerInfo() {
    static const MethodInfo method =
        strategyInfo("deer", "thoughts that end as soon as an answer tried between them is sure", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeDeer(const Json &config) {
    return makeConfigured<EarlyExit>(described(), config);
}

} // namespace lapidary
