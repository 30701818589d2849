// SPDX-License-Identifier: Apache-2.0
// CoT-decoding (Wang and Zhou 2024, arXiv 2402.10200): the k likeliest first tokens, each continued greedily; a path is
// as sure as its tokens of the answer are, by the mean lead of the likeliest token over the next (Δ). With `aggregate`
// the answer with the greatest sum of Δ wins, else that of the surest path. Deviation: the tokens of the answer are
// those where its canonical form stands last in the text, and all where it stands nowhere.
#include "core/engine/search/strategies/cot_decoding.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"

namespace lapidary {

namespace {

constexpr const char *kScorer = "answer_margin";

struct BranchConfig {
    std::int64_t k = 10, maxNewTokens = 256;
    bool aggregate = true;
    std::vector<std::string> stop{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = {.maxNewTokens = maxNewTokens, .sampler = "greedy", .stop = stop},
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .width = k,
                .scores = true};
    }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<BranchConfig> &described() {
    using C = BranchConfig;
    static const auto d =
        Described<C>()
            .add("k", &C::k, atLeast(1), "tokens", "more first tokens that are tried")
            .add("aggregate", &C::aggregate, "", "adds up how sure the paths to one answer are")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions before they are cut off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Branches final : public Search {
public:
    Branches(const BranchConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) {
            Expand first = wholeCompletions(drawing_, drawing_.width);
            first.byFirstRank = true;
            return {first};
        }
        if (scored_) return chooseEnd(tree, pick(tree));
        scored_ = true;
        return {Score{{all.begin(), all.end()}, kScorer}};
    }

private:
    Select pick(const Tree &tree) const {
        const auto all = tree.children(Tree::kRoot);
        if (!config_.aggregate) return highestOf(tree, all, kScorer);
        return voteOf(tree, all, countVotes(tree, all, [&](NodeId node) { return tree[node].score; }),
                      "greatest sum of margins,");
    }

    const BranchConfig &config_;
    const Drawing &drawing_;
    bool scored_ = false;
};

} // namespace

const MethodInfo &cotDecodingInfo() {
    static const MethodInfo method =
        strategyInfo("cot_decoding", "the likeliest first tokens, each continued greedily; the surest answer wins",
                     described().spec(), {"k"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeCotDecoding(const Json &config) {
    return makeConfigured<Branches>(described(), config);
}

} // namespace lapidary
