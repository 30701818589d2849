// SPDX-License-Identifier: Apache-2.0
// Speculative decoding (Leviathan et al. 2023, arXiv 2211.17192) by prompt lookup: what stood behind the same tokens
// earlier in the text is guessed to come again, one pass reads all guesses, and those stand that would have been drawn.
// The answer is that of one sample of the same seed, or of greedy; only the time differs, and it pays where an answer
// repeats its question. Problems are written one after another. Deviation: a draft needs no model of its own.
#include "core/engine/search/strategies/speculative_decoding.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

struct SpeculativeConfig {
    SamplingConfig sampling{};
    Drafting drafting{.tokens = 8};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .drafting = drafting};
    }
    Status check(const SearchContext &) const { return {}; }
};

const Described<Drafting> &describedDrafting() {
    using C = Drafting;
    static const auto d =
        Described<C>()
            .add("draft_tokens", &C::tokens, atLeast(0), "tokens", "more tokens that are guessed for a pass; 0: none")
            .add("ngram", &C::ngram, atLeast(1), "tokens",
                 "more last tokens that must stand alike earlier in the text");
    return d;
}

const Described<SpeculativeConfig> &described() {
    using C = SpeculativeConfig;
    static const auto d = Described<C>()
                              .include(describedSampling(), &C::sampling)
                              .include(describedDrafting(), &C::drafting)
                              .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
                              .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Speculative final : public Search {
public:
    Speculative(const SpeculativeConfig &, const Drawing &drawing) : drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, 1)};
        return {Select{1, "only"}};
    }

private:
    const Drawing &drawing_;
};

} // namespace

const MethodInfo &speculativeDecodingInfo() {
    static const MethodInfo method = strategyInfo(
        "speculative_decoding", "one sample, several tokens of which are read in one pass", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSpeculativeDecoding(const Json &config) {
    return makeConfigured<Speculative>(described(), config);
}

} // namespace lapidary
