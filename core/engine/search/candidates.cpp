// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"

namespace lapidary {

namespace {

class SamplesSearch final : public Search {
public:
    explicit SamplesSearch(const Drawing &drawing) : drawing_(drawing) {}
    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, drawing_.width)};
        return {KeepAll{"samples"}};
    }

private:
    const Drawing &drawing_;
};

class Samples final : public Strategy {
public:
    explicit Samples(Drawing drawing) : drawing_(std::move(drawing)) {}
    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &) const override { return {}; }
    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &) const override {
        return std::make_unique<SamplesSearch>(drawing_);
    }

private:
    Drawing drawing_;
};

} // namespace

Drawing CandidateConfig::drawing() const {
    return {.sampling = sampling,
            .completionPrefix = completionPrefix,
            .tokenBudget = tokenBudget,
            .width = n,
            .calculator = calculator};
}

const Described<CandidateConfig> &describedCandidates() {
    using C = CandidateConfig;
    static const auto described = Described<C>()
                                      .include(describedSampling(), &C::sampling)
                                      .add("n", &C::n, atLeast(1), "samples", "more completions a problem, more tokens")
                                      .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
                                      .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return described;
}

Result<std::vector<SearchOutcome>> drawSamples(const std::vector<SearchProblem> &problems, const SearchContext &context,
                                               const CandidateConfig &config) {
    return runSearch(Samples(config.drawing()), problems, context);
}

Expand wholeCompletions(const Drawing &drawing, std::int64_t n) {
    return {
        .at = Tree::kRoot, .n = n, .until = {.tokens = drawing.sampling.maxNewTokens, .texts = drawing.sampling.stop}};
}

} // namespace lapidary
