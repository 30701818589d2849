// SPDX-License-Identifier: Apache-2.0
// Reasoning via planning (RAP; Hao et al. 2023, arXiv 2305.14992): Monte-Carlo tree search by UCT, where an unvisited
// child counts with its own reward and rewards add up along the way. Deviations: the reward of a step is its score (the
// default: how likely its tokens are) and not also what the model says of its use; a simulation is written to its end
// greedily instead of through further branches.
#include "core/engine/search/strategies/rap.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/mcts.h"
#include <cmath>

namespace lapidary {

namespace {

struct RapConfig {
    MctsConfig mcts{.simulations = 10, .branching = 4, .rolloutSteps = 40, .exploration = 1, .mix = 0.5};

    Drawing drawing() const { return mcts.drawing(); }
    Status check(const SearchContext &context) const { return mcts.check(context); }
};

const Described<RapConfig> &described() {
    static const auto d = Described<RapConfig>().include(describedMcts(), &RapConfig::mcts);
    return d;
}

double wanted(const Visited &child, std::int64_t parentVisits, double exploration) {
    const double value = child.visits > 0 ? child.value : child.reward;
    const auto visits = static_cast<double>(std::max<std::int64_t>(1, child.visits));
    return value + exploration * std::sqrt(std::log(static_cast<double>(parentVisits)) / visits);
}

constexpr MctsKind kKind{.wanted = wanted, .backup = MctsKind::Backup::Cumulative};

class RapSearch final : public Mcts {
public:
    RapSearch(const RapConfig &config, const Drawing &drawing) : Mcts(config.mcts, drawing, kKind) {}
};

} // namespace

const MethodInfo &rapInfo() {
    static const MethodInfo method = strategyInfo("rap", "a tree of steps by UCT, whose rewards add up along the way",
                                                  described().spec(), {"branching"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRap(const Json &config) {
    return makeConfigured<RapSearch>(described(), config);
}

} // namespace lapidary
