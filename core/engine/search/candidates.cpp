// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/scorers.h"

namespace lapidary {

namespace {

class SamplesSearch final : public Search {
public:
    SamplesSearch(const Drawing &drawing, const std::string &scorer) : drawing_(drawing), scorer_(scorer) {}
    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) return {wholeCompletions(drawing_, drawing_.width)};
        if (scorer_.empty() || scored_) return {KeepAll{"samples"}};
        scored_ = true;
        return {Score{{all.begin(), all.end()}, scorer_}};
    }

private:
    const Drawing &drawing_;
    const std::string &scorer_;
    bool scored_ = false;
};

class Samples final : public Strategy {
public:
    Samples(Drawing drawing, std::string scorer) : drawing_(std::move(drawing)), scorer_(std::move(scorer)) {
        drawing_.scores = !scorer_.empty() && scorerByName(scorer_).tokenScores;
    }
    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        return scorer_.empty() ? Status{} : checkScorer(scorerByName(scorer_), context, "", Scored::Answers);
    }
    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &) const override {
        return std::make_unique<SamplesSearch>(drawing_, scorer_);
    }

private:
    Drawing drawing_;
    std::string scorer_;
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
                                               const CandidateConfig &config, const std::string &scorer) {
    return runSearch(Samples(config.drawing(), scorer), problems, context);
}

Expand wholeCompletions(const Drawing &drawing, std::int64_t n) {
    return {
        .at = Tree::kRoot, .n = n, .until = {.tokens = drawing.sampling.maxNewTokens, .texts = drawing.sampling.stop}};
}

} // namespace lapidary
