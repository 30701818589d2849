// SPDX-License-Identifier: Apache-2.0
// ReST-MCTS* (Zhang et al. 2024, arXiv 2406.03816): Monte-Carlo tree search where a leaf is worth its score mixed with
// that of a greedy rollout of a few steps, and a node the mean of its children by visits; it stops at an answer that is
// good enough. Deviation: the scorer stands for the paper's value model.
#include "core/engine/search/strategies/rest_mcts.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/mcts.h"
#include <cmath>

namespace lapidary {

namespace {

struct RestMctsConfig {
    MctsConfig mcts{
        .simulations = 50, .branching = 3, .rolloutSteps = 3, .exploration = 0.7, .mix = 0.5, .enough = 0.9};

    Drawing drawing() const { return mcts.drawing(); }
    Status check(const SearchContext &context) const { return mcts.check(context); }
};

const Described<RestMctsConfig> &described() {
    static const auto d = Described<RestMctsConfig>().include(describedMcts(), &RestMctsConfig::mcts);
    return d;
}

double wanted(const Visited &child, std::int64_t parentVisits, double exploration) {
    if (child.visits == 0) return child.reward + 1.0;
    const auto visits = static_cast<double>(child.visits);
    return child.value + exploration * std::sqrt(2 * std::log(static_cast<double>(parentVisits)) / visits);
}

constexpr MctsKind kKind{.wanted = wanted, .backup = MctsKind::Backup::Children};

class RestMctsSearch final : public Mcts {
public:
    RestMctsSearch(const RestMctsConfig &config, const Drawing &drawing) : Mcts(config.mcts, drawing, kKind) {}
};

} // namespace

const MethodInfo &restMctsInfo() {
    static const MethodInfo method = strategyInfo(
        "rest_mcts", "a tree of steps whose leaves are judged by short rollouts", described().spec(), {"branching"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRestMcts(const Json &config) {
    return makeConfigured<RestMctsSearch>(described(), config);
}

} // namespace lapidary
