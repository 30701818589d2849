// SPDX-License-Identifier: Apache-2.0
// Early-stopping self-consistency (ESC; Li et al. 2024, arXiv 2401.10480): draws windows until all samples of one
// agree, and takes their answer; where none do, all samples vote. A sample without an answer agrees with none.
#include "core/engine/search/strategies/early_stopping_consistency.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/stopped_vote.h"

namespace lapidary {

namespace {

struct EarlyConfig {
    StoppedVoteConfig vote{.window = 5};

    Drawing drawing() const { return vote.drawing(); }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<EarlyConfig> &described() {
    static const auto d = Described<EarlyConfig>().include(describedStoppedVote(), &EarlyConfig::vote);
    return d;
}

class UntilAgreed final : public StoppedVote {
public:
    UntilAgreed(const EarlyConfig &config, const Drawing &drawing)
        : StoppedVote(config.vote, drawing), window_(static_cast<std::size_t>(config.vote.window)) {}

private:
    std::span<const NodeId> decided(const Tree &tree, std::span<const NodeId> drawn) const override {
        if (drawn.size() % window_ != 0) return drawn.first(0); // the budget cut the window
        const auto last = drawn.last(window_);
        const auto ballots = countVotes(tree, last);
        return ballots.size() == 1 && ballots.front().votes == window_ ? last : drawn.first(0);
    }

    const std::size_t window_;
};

} // namespace

const MethodInfo &earlyStoppingConsistencyInfo() {
    static const MethodInfo method = strategyInfo(
        "early_stopping_consistency", "samples in windows until all of one agree", described().spec(), {"window"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeEarlyStoppingConsistency(const Json &config) {
    return makeConfigured<UntilAgreed>(described(), config);
}

} // namespace lapidary
