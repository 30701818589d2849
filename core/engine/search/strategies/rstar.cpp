// SPDX-License-Identifier: Apache-2.0
// rStar (Qi et al. 2024, arXiv 2408.06195): Monte-Carlo tree search by UCT over kinds of actions: a further step, and a
// step behind each of `hints` (a sub-question, a second look, the question in other words). A leaf is worth the share
// of the answers found so far that agree with the one that is written behind it, and the answers vote. Deviations: the
// rest of the thoughts is the rollout and no action of its own; no second model discriminates.
#include "core/engine/search/strategies/rstar.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/mcts.h"
#include "core/engine/search/scorers.h"
#include <cmath>

namespace lapidary {

namespace {

struct RstarConfig {
    std::vector<std::string> hints{"\nChecking the last step: ", "\nIn other words: ", "\nSub-question: "};
    MctsConfig mcts{.simulations = 16, .branching = 1, .rolloutSteps = 40, .exploration = 2, .decision = "vote"};

    Drawing drawing() const { return mcts.drawing(); }
    Status check(const SearchContext &context) const {
        if (auto ok = checkVotes(context); !ok) return ok; // agreement needs answers
        return mcts.check(context);
    }
};

const Described<RstarConfig> &described() {
    using C = RstarConfig;
    static const auto d = Described<C>()
                              .include(describedMcts(), &C::mcts)
                              .add("hints", &C::hints, "", "texts behind each of which a step is tried, too");
    return d;
}

double wanted(const Visited &child, std::int64_t parentVisits, double exploration) {
    const auto visits = static_cast<double>(std::max<std::int64_t>(1, child.visits));
    return child.value + exploration * std::sqrt(std::log(static_cast<double>(parentVisits)) / visits);
}

constexpr MctsKind kKind{.wanted = wanted, .agreement = true, .randomUnvisited = true};

class RstarSearch final : public Mcts {
public:
    RstarSearch(const RstarConfig &config, const Drawing &drawing) : Mcts(config.mcts, drawing, kKind, config.hints) {}
};

} // namespace

const MethodInfo &rstarInfo() {
    static const MethodInfo method =
        strategyInfo("rstar", "a tree of several kinds of steps, whose leaves are judged by agreement",
                     described().spec(), {"branching"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRstar(const Json &config) {
    return makeConfigured<RstarSearch>(described(), config);
}

} // namespace lapidary
