// SPDX-License-Identifier: Apache-2.0
// Monte-Carlo tree search by PUCT (Silver et al. 2017, "Mastering Chess and Shogi by Self-Play", arXiv 1712.01815; over
// steps of reasoning as in Wang et al. 2024, arXiv 2410.09671): a step's prior is how likely its tokens are, a leaf is
// worth its score, and nodes hold the mean of what came back.
#include "core/engine/search/strategies/puct.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/mcts.h"
#include <cmath>

namespace lapidary {

namespace {

struct PuctConfig {
    MctsConfig mcts{.simulations = 20, .branching = 4, .exploration = 1.25};

    Drawing drawing() const { return mcts.drawing(); }
    Status check(const SearchContext &context) const { return mcts.check(context); }
};

const Described<PuctConfig> &described() {
    static const auto d = Described<PuctConfig>().include(describedMcts(), &PuctConfig::mcts);
    return d;
}

constexpr double kBase = 19652;

double wanted(const Visited &child, std::int64_t parentVisits, double exploration) {
    const auto parent = static_cast<double>(parentVisits), visits = static_cast<double>(child.visits);
    const double growing = std::log((parent + kBase + 1) / kBase) + exploration;
    return child.value + child.prior * std::sqrt(parent) / (1 + visits) * growing;
}

constexpr MctsKind kKind{.wanted = wanted};

class PuctSearch final : public Mcts {
public:
    PuctSearch(const PuctConfig &config, const Drawing &drawing) : Mcts(config.mcts, drawing, kKind) {}
};

} // namespace

const MethodInfo &puctInfo() {
    static const MethodInfo method =
        strategyInfo("puct", "a tree of steps by PUCT, led by how likely they are", described().spec(), {"branching"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makePuct(const Json &config) {
    return makeConfigured<PuctSearch>(described(), config);
}

} // namespace lapidary
