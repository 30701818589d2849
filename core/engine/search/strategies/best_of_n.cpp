// SPDX-License-Identifier: Apache-2.0
// Best of N: sample, score, take the highest of those that are whole and have a score; the first of equals. With the
// exact verifier the result is labelled as an oracle: it uses the reference answer and equals pass@N, a ceiling that no
// deployable method can pass. `aggregate` makes the score of those of the steps (Lightman et al. 2023, arXiv
// 2305.20050, take the product; Wang et al. 2023, arXiv 2312.08935, the minimum).
#include "core/engine/search/strategies/best_of_n.h"
#include "core/engine/reward/step_scores.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"

namespace lapidary {

namespace {

constexpr const char *kAnswer = "answer";

struct BestOfNConfig {
    CandidateConfig candidates{};
    std::string scorer = "mean_logprob", aggregate = kAnswer, judge{};

    bool ofSteps() const { return aggregate != kAnswer; }
    Drawing drawing() const {
        Drawing out = candidates.drawing();
        out.scores = scorerByName(scorer).tokenScores;
        return out;
    }
    Status check(const SearchContext &context) const {
        return checkScorer(scorerByName(scorer), context, judge, ofSteps() ? Scored::Steps : Scored::Answers);
    }
};

const Described<BestOfNConfig> &described() {
    using C = BestOfNConfig;
    static const auto d = [] {
        std::vector<std::string> aggregates = stepAggregates();
        aggregates.insert(aggregates.begin(), kAnswer);
        return Described<C>()
            .include(describedCandidates(), &C::candidates)
            .choice("scorer", &C::scorer, scorerNames(), "what decides between the samples")
            .choice("aggregate", &C::aggregate, aggregates,
                    "what is made of the scores of an answer's steps; answer scores it as a whole")
            .add("judge", &C::judge, "", "the remote model that rates the samples, where the scorer is judge");
    }();
    return d;
}

class BestOfNSearch final : public Search {
public:
    BestOfNSearch(const BestOfNConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) return {wholeCompletions(drawing_, drawing_.width)};
        if (scored_) return chooseEnd(tree, highestOf(tree, all, config_.scorer));
        scored_ = true;
        return {
            Score{{all.begin(), all.end()}, config_.scorer, config_.judge, config_.ofSteps() ? config_.aggregate : ""}};
    }

private:
    const BestOfNConfig &config_;
    const Drawing &drawing_;
    bool scored_ = false;
};

} // namespace

const MethodInfo &bestOfNInfo() {
    static const MethodInfo method =
        strategyInfo("best_of_n", "many samples, the one with the highest score wins", described().spec(), {"n"}, true);
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeBestOfN(const Json &config) {
    return makeConfigured<BestOfNSearch>(described(), config);
}

} // namespace lapidary
