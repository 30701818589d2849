// SPDX-License-Identifier: Apache-2.0
// Self-Refine (Madaan et al. 2023, arXiv 2303.17651): an answer, what the model itself finds wrong with it, a better
// answer, and so on until it finds nothing or `attempts` are made. The last whole answer stands. Without a judge from
// outside this often makes answers worse (Huang et al. 2023, arXiv 2310.01798): compare the rows of both, not the
// means.
#include "core/engine/search/strategies/self_refine.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

struct RefineConfig {
    SamplingConfig sampling{.temperature = 0.7};
    std::int64_t attempts = 4, feedbackTokens = 128;
    std::string feedbackTrigger = "\nIs this right?", refineTrigger = "\nA better answer:\n", done = "it is correct";
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = 2 * attempts};
    }
    Status check(const SearchContext &) const {
        if (!feedbackTrigger.empty() && !refineTrigger.empty()) return {};
        return fail({.code = "search.nothing_to_say",
                     .message = "Without a text nothing asks the model what is wrong, or for a better answer.",
                     .field = feedbackTrigger.empty() ? "feedback_trigger" : "refine_trigger",
                     .found = "\"\"",
                     .expected = "a text",
                     .remedy = "Give one, as \"A better answer:\"."});
    }
};

const Described<RefineConfig> &described() {
    using C = RefineConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("attempts", &C::attempts, atLeast(1), "attempts",
                 "more answers, each better than the last by the model's own word")
            .add("feedback_trigger", &C::feedbackTrigger, "", "what asks the model for what is wrong with its answer")
            .add("feedback_tokens", &C::feedbackTokens, atLeast(1), "tokens", "longer feedback before it is cut off")
            .add("refine_trigger", &C::refineTrigger, "", "what asks for the next answer behind the feedback")
            .add("done", &C::done, "", "text of a feedback that finds nothing wrong; empty: all attempts are made")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Refining final : public Search {
public:
    Refining(const RefineConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        if (last == Tree::kRoot || tree[last].written.finishReason == kSaid) return {write(tree, last)};
        if (!tree[last].aside) {
            ++made_;
            attempt_ = last;
            if (tree[last].fault.empty()) best_ = last;
        }
        if (tree.spent() || tree[last].fault == "cancelled" || made_ >= config_.attempts) return choose(tree);
        const std::string &answer = tree[attempt_].written.text;
        if (!tree[last].aside) return {Say{Tree::kRoot, answer + config_.feedbackTrigger, true}};
        const std::string &feedback = tree[last].written.text;
        if (!config_.done.empty() && feedback.find(config_.done) != feedback.npos) return choose(tree);
        return {Say{Tree::kRoot, answer + config_.feedbackTrigger + feedback + config_.refineTrigger}};
    }

private:
    Expand write(const Tree &tree, NodeId at) const {
        const bool feedback = at != Tree::kRoot && tree[at].aside;
        const std::int64_t tokens = feedback ? config_.feedbackTokens : drawing_.sampling.maxNewTokens;
        return {.at = at, .until = {.tokens = tokens, .texts = drawing_.sampling.stop}};
    }

    std::vector<Action> choose(const Tree &tree) const {
        const NodeId last = best_ != Tree::kRoot ? best_ : attempt_;
        return chooseEnd(tree, {.node = last, .why = "attempt " + std::to_string(made_)});
    }

    const RefineConfig &config_;
    const Drawing &drawing_;
    NodeId attempt_ = Tree::kRoot, best_ = Tree::kRoot; ///< the last one; the last whole one
    std::int64_t made_ = 0;
};

} // namespace

const MethodInfo &selfRefineInfo() {
    static const MethodInfo method =
        strategyInfo("self_refine", "answers that the model itself criticises and writes anew", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSelfRefine(const Json &config) {
    return makeConfigured<Refining>(described(), config);
}

} // namespace lapidary
