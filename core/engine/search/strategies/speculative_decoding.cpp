// SPDX-License-Identifier: Apache-2.0
// Speculative decoding (Leviathan et al. 2023, arXiv 2211.17192): a smaller model guesses the next tokens, or where
// none is given prompt lookup does: what stood behind the same tokens earlier in the text is guessed to come again. One
// pass reads all guesses, and those stand that would have been drawn. The answer is that of one sample of the same
// seed, or of greedy; only the time differs. Problems are written one after another. Deviation: the smaller model draws
// with the random numbers of the larger one, and a guess stands where both draw the same, in the place of the test by
// min(1, p / q): so the very sample comes that would have come without it, and not only one of its distribution.
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
    static const MethodInfo method = [] {
        MethodInfo out = strategyInfo("speculative_decoding",
                                      "one sample, several tokens of which are read in one pass", described().spec());
        out.inputs.push_back({.name = "draft",
                              .required = false,
                              .sameVocabulary = true,
                              .effect = "a smaller model of the same tokens that guesses; without it what stood "
                                        "earlier in the text is guessed"});
        return out;
    }();
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSpeculativeDecoding(const Json &config) {
    return makeConfigured<Speculative>(described(), config);
}

} // namespace lapidary
