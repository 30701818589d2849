// SPDX-License-Identifier: Apache-2.0
// Adaptive-Consistency (Aggarwal et al. 2023, arXiv 2305.11860): draws until the leading answer is likelier than the
// next with a chance of more than `threshold`, by the Beta criterion, and votes. Deviations: samples are drawn in
// windows of one or more; those without an answer do not count.
#include "core/engine/search/strategies/adaptive_consistency.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/stopped_vote.h"
#include "core/stats/votes.h"

namespace lapidary {

namespace {

struct AdaptiveConfig {
    StoppedVoteConfig vote{};
    double threshold = 0.95;

    Drawing drawing() const { return vote.drawing(); }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<AdaptiveConfig> &described() {
    using C = AdaptiveConfig;
    static const auto d = Described<C>()
                              .include(describedStoppedVote(), &C::vote)
                              .add("threshold", &C::threshold, between(0.5, 1), "probability",
                                   "surer of the leading answer before it stops, more samples");
    return d;
}

class UntilSure final : public StoppedVote {
public:
    UntilSure(const AdaptiveConfig &config, const Drawing &drawing)
        : StoppedVote(config.vote, drawing), threshold_(config.threshold) {}

private:
    std::span<const NodeId> decided(const Tree &tree, std::span<const NodeId> drawn) const override {
        const Lead lead = leadOf(countVotes(tree, drawn));
        const auto chance = stats::chanceOfLead(lead.most, lead.next);
        return chance && *chance > threshold_ ? drawn : drawn.first(0);
    }

    const double threshold_;
};

} // namespace

const MethodInfo &adaptiveConsistencyInfo() {
    static const MethodInfo method = strategyInfo(
        "adaptive_consistency", "samples until the leading answer is surely ahead", described().spec(), {"window"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeAdaptiveConsistency(const Json &config) {
    return makeConfigured<UntilSure>(described(), config);
}

} // namespace lapidary
