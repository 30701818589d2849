// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"

namespace lapidary {

/// What strategies share that draw samples in windows and stop voting early. `n` of the candidates is the most that are
/// drawn.
struct StoppedVoteConfig {
    CandidateConfig candidates{.n = 40};
    std::int64_t window = 1;

    Drawing drawing() const;
};
const Described<StoppedVoteConfig> &describedStoppedVote();

/// Draws a window, asks whether that is enough, and votes when it is, or when n samples are there.
class StoppedVote : public Search {
public:
    StoppedVote(const StoppedVoteConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}
    std::vector<Action> next(const Tree &tree, Rng &rng) override;

protected:
    /// The samples that decide, where there are enough of them: all of `drawn`, or a part.
    virtual std::span<const NodeId> decided(const Tree &tree, std::span<const NodeId> drawn) const = 0;

private:
    const StoppedVoteConfig &config_;
    const Drawing &drawing_;
};

/// How many votes the first two answers have.
struct Lead {
    std::int64_t most = 0, next = 0;
};
Lead leadOf(const std::vector<Ballot> &ballots);

} // namespace lapidary
