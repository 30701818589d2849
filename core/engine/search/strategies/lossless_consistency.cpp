// SPDX-License-Identifier: Apache-2.0
// Self-consistency (Wang et al. 2022, arXiv 2203.11171) that stops drawing as soon as the samples that are missing
// cannot change the answer any more: the result is that of the whole vote, for fewer samples.
#include "core/engine/search/strategies/lossless_consistency.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/stopped_vote.h"

namespace lapidary {

namespace {

struct LosslessConfig {
    StoppedVoteConfig vote{};

    Drawing drawing() const { return vote.drawing(); }
    Status check(const SearchContext &context) const { return checkVotes(context); }
};

const Described<LosslessConfig> &described() {
    static const auto d = Described<LosslessConfig>().include(describedStoppedVote(), &LosslessConfig::vote);
    return d;
}

class UntilDecided final : public StoppedVote {
public:
    UntilDecided(const LosslessConfig &config, const Drawing &drawing)
        : StoppedVote(config.vote, drawing), n_(config.vote.candidates.n) {}

private:
    std::span<const NodeId> decided(const Tree &tree, std::span<const NodeId> drawn) const override {
        const Lead lead = leadOf(countVotes(tree, drawn));
        return lead.most - lead.next > n_ - std::ssize(drawn) ? drawn : drawn.first(0);
    }

    const std::int64_t n_;
};

} // namespace

const MethodInfo &losslessConsistencyInfo() {
    static const MethodInfo method =
        strategyInfo("lossless_consistency", "samples until those that are missing cannot change the vote",
                     described().spec(), {"window"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeLosslessConsistency(const Json &config) {
    return makeConfigured<UntilDecided>(described(), config);
}

} // namespace lapidary
