// SPDX-License-Identifier: Apache-2.0
// Spends more only where it is unsure, as adaptive allocation of samples does (Damani et al. 2024, arXiv 2410.04707) in
// its simplest form): one greedy answer, which stands where its tokens are likely enough; else samples whose number
// doubles until enough of them agree. All samples so far vote, with the greedy answer among them.
#include "core/engine/search/strategies/confidence_ladder.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

struct LadderConfig {
    CandidateConfig candidates{.n = 16};
    std::int64_t first = 4;
    double confidence = 0.9, agreement = 0.7;

    Drawing drawing() const {
        Drawing out = candidates.drawing();
        out.rounds = 2;
        return out;
    }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<LadderConfig> &described() {
    using C = LadderConfig;
    static const auto d = Described<C>()
                              .include(describedCandidates(), &C::candidates)
                              .add("first_rung", &C::first, atLeast(1), "samples",
                                   "samples that are drawn where the greedy answer is unsure")
                              .add("confidence", &C::confidence, between(0, 1), "probability",
                                   "likelier tokens of the greedy answer before it stands alone")
                              .add("agreement", &C::agreement, between(0, 1), "",
                                   "share of the samples that must agree before no more are drawn");
    return d;
}

class Ladder final : public Search {
public:
    Ladder(const LadderConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) {
            Expand first = wholeCompletions(drawing_, 1);
            first.greedy = true;
            return {first};
        }
        if (all.size() == 1 && sure(tree[all.front()]))
            return chooseEnd(tree, {.node = all.front(), .why = "sure enough"});
        const auto ballots = countVotes(tree, all);
        const std::int64_t drawn = std::ssize(all) - 1, missing = config_.candidates.n - drawn;
        if (missing > 0 && !tree.spent() && !(drawn > 0 && agree(ballots, all.size())))
            return {wholeCompletions(drawing_, std::min(missing, drawn == 0 ? config_.first : drawn))};
        return chooseEnd(tree, voteOf(tree, all, ballots, "votes"));
    }

private:
    bool sure(const Node &node) const {
        if (!mayVote(node) || node.written.logprobs.empty()) return false;
        const auto tokens = static_cast<double>(node.written.logprobs.size());
        return std::exp(node.written.logprob() / tokens) >= config_.confidence;
    }

    bool agree(const std::vector<Ballot> &ballots, std::size_t voters) const {
        return std::any_of(ballots.begin(), ballots.end(), [&](const Ballot &ballot) {
            return static_cast<double>(ballot.votes) >= config_.agreement * static_cast<double>(voters);
        });
    }

    const LadderConfig &config_;
    const Drawing &drawing_;
};

} // namespace

const MethodInfo &confidenceLadderInfo() {
    static const MethodInfo method = strategyInfo(
        "confidence_ladder", "one greedy answer, and more samples only where it is unsure", described().spec(), {"n"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeConfidenceLadder(const Json &config) {
    return makeConfigured<Ladder>(described(), config);
}

} // namespace lapidary
