// SPDX-License-Identifier: Apache-2.0
// Compute-optimal scaling (Snell et al. 2024, arXiv 2408.03314): how much is spent on a problem, and how one answer is
// made of it, follows from how hard it is, by a policy that was fitted on other problems. How hard it is, the first
// samples tell: how many of them agree. They are samples like all others, so that the estimate is paid for and not
// lost; what the fit took is told with the policy. Deviations: the paper knows the difficulty from 2048 samples or from
// a verifier that reads them, and neither is charged; it also chooses between revisions and kinds of search, where this
// chooses a number of samples, and a vote or the likeliest of them.
#include "core/engine/search/strategies/compute_optimal.h"
#include "core/data/allocation.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include "core/engine/search/stopped_vote.h"

namespace lapidary {

namespace {

constexpr const char *kPort = "allocation", *kScorer = "mean_logprob";

struct ComputeOptimalConfig {
    SamplingConfig sampling{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;
};

const Described<ComputeOptimalConfig> &described() {
    using C = ComputeOptimalConfig;
    static const auto d = Described<C>()
                              .include(describedSampling(), &C::sampling)
                              .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
                              .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

Result<Allocation> allocationIn(const SearchContext &context) {
    const auto rows = context.rows.find(kPort);
    if (rows != context.rows.end()) return allocationFrom(rows->second);
    return fail({.code = "search.no_allocation",
                 .message = "Nobody has said how much a problem is worth.",
                 .field = kPort,
                 .expected = "the rows that the stage allocate leaves",
                 .remedy = "Fit them on samples of other problems, and name that stage as the input allocation."});
}

class Allocating final : public Search {
public:
    Allocating(const Drawing &drawing, Allocation allocation) : drawing_(drawing), allocation_(std::move(allocation)) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto drawn = tree.children(Tree::kRoot);
        const auto missing = wanted(tree) - std::ssize(drawn);
        if (missing > 0 && !tree.spent()) return {wholeCompletions(drawing_, missing)};
        const std::string &decision = bandOf(tree).decision;
        if (!scored_ && decision == "highest") {
            scored_ = true;
            return {Score{{drawn.begin(), drawn.end()}, kScorer}};
        }
        return chooseEnd(tree, decide(tree, drawn, decision, kScorer));
    }

private:
    std::int64_t wanted(const Tree &tree) const {
        return std::ssize(tree.children(Tree::kRoot)) < allocation_.probe ? allocation_.probe : bandOf(tree).n;
    }
    /// By the first samples alone, so that later ones do not change it. Where a budget ended them early, they are
    /// fewer.
    const AllocationBand &bandOf(const Tree &tree) const {
        auto first = tree.children(Tree::kRoot);
        first = first.first(std::min<std::size_t>(first.size(), static_cast<std::size_t>(allocation_.probe)));
        return allocation_.bands[static_cast<std::size_t>(leadOf(countVotes(tree, first)).most)];
    }

    const Drawing &drawing_;
    const Allocation allocation_;
    bool scored_ = false;
};

class ComputeOptimal final : public Strategy {
public:
    ComputeOptimal(ComputeOptimalConfig config, const SharedSettings &shared)
        : config_(std::move(config)), drawing_{.sampling = config_.sampling,
                                               .completionPrefix = config_.completionPrefix,
                                               .tokenBudget = config_.tokenBudget,
                                               .scores = scorerByName(kScorer).tokenScores,
                                               .calculator = shared.calculator} {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        if (const auto allocation = allocationIn(context); !allocation) return unexpected(allocation.error());
        return checkVotes(context);
    }
    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &context) const override {
        return std::make_unique<Allocating>(drawing_, *allocationIn(context)); // which was checked
    }

private:
    ComputeOptimalConfig config_;
    Drawing drawing_;
};

} // namespace

const MethodInfo &computeOptimalInfo() {
    static const MethodInfo method = [] {
        MethodInfo out = strategyInfo("compute_optimal",
                                      "as many samples as the agreement of the first ones says, by a fitted policy",
                                      described().spec());
        out.inputs.push_back({.name = kPort,
                              .what = Artifact::Rows,
                              .layout = kPort,
                              .effect = "how many samples a problem is worth, as the stage allocate fits it"});
        return out;
    }();
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeComputeOptimal(const Json &config) {
    return makeStrategy<ComputeOptimal>(described(), config);
}

} // namespace lapidary
