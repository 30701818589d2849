// SPDX-License-Identifier: Apache-2.0
// Particle filtering (Puri et al. 2025, arXiv 2502.01618): particles go a step on, are weighed by the logit of their
// score, and as many are drawn again in proportion to the softmax of their weights. Deviations: a particle that has
// ended keeps its place until it is not drawn again; drawing is systematic, with one random number a round.
#include "core/engine/search/strategies/particle_filtering.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace lapidary {

namespace {

struct ParticleConfig {
    StepConfig steps{};
    std::int64_t particles = 8;
    double temperature = 1;
    std::string decision = "highest";

    Drawing drawing() const { return steps.drawing(particles, steps.maxSteps); }
    Status check(const SearchContext &context) const {
        if (auto ok = checkDecision(context, decision); !ok) return ok;
        return steps.check(context);
    }
};

const Described<ParticleConfig> &described() {
    using C = ParticleConfig;
    static const auto d =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .add("particles", &C::particles, atLeast(1), "particles", "more answers that grow side by side")
            .add("resampling_temperature", &C::temperature, above(0), "", "keeps particles with low scores alive, too")
            .choice("decision", &C::decision, decisions(), "how the answers that were found become one");
    return d;
}

class Particles final : public Search {
public:
    Particles(const ParticleConfig &config, const Drawing &drawing) : config_(config), steps_(config.steps, drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &rng) override {
        if (tree.size() == 1) return {steps_.step(tree, Tree::kRoot, config_.particles)};
        if (scored_ < tree.size()) {
            std::vector<NodeId> fresh;
            for (; scored_ < tree.size(); ++scored_) fresh.push_back(scored_);
            alive_.insert(alive_.end(), fresh.begin(), fresh.end());
            return {Score{fresh, config_.steps.scorer}};
        }
        return resample(tree, rng);
    }

private:
    bool mayStay(const Tree &tree, NodeId node) const {
        const bool ended = !tree[node].goesOn();
        return tree[node].score && (ended ? tree[node].fault.empty() : steps_.canGoOn(tree, node));
    }

    std::vector<Action> resample(const Tree &tree, Rng &rng) {
        std::vector<NodeId> stay;
        for (const NodeId node : alive_)
            if (mayStay(tree, node)) stay.push_back(node);
        const auto goesOn = [&](NodeId node) { return tree[node].goesOn(); };
        if (std::none_of(stay.begin(), stay.end(), goesOn)) return end(tree);
        const auto drawn = draw(tree, stay, rng.uniform());
        std::vector<Action> actions;
        for (const NodeId node : std::set(alive_.begin(), alive_.end()))
            if (!drawn.contains(node)) actions.emplace_back(Prune{node, tree[node].goesOn() ? "" : tree[node].fault});
        alive_.clear();
        bool grows = false;
        for (const auto &[node, times] : drawn) {
            grows |= goesOn(node);
            if (goesOn(node))
                actions.emplace_back(steps_.step(tree, node, times));
            else
                alive_.insert(alive_.end(), static_cast<std::size_t>(times), node);
        }
        if (grows) return actions;
        for (auto &action : chooseAmong(tree, drawn)) actions.push_back(std::move(action));
        return actions;
    }

    /// How often each particle is drawn: at n places that lie equally far apart.
    std::map<NodeId, std::int64_t> draw(const Tree &tree, const std::vector<NodeId> &stay, double offset) const {
        std::vector<double> weights;
        double most = -std::numeric_limits<double>::infinity(), sum = 0;
        for (const NodeId node : stay) {
            const double value = std::clamp(valueOf(config_.steps.scorer, *tree[node].score), 1e-6, 1 - 1e-6);
            weights.push_back(std::log(value / (1 - value)) / config_.temperature);
            most = std::max(most, weights.back());
        }
        for (double &weight : weights) sum += weight = std::exp(weight - most);
        std::map<NodeId, std::int64_t> drawn;
        const double n = static_cast<double>(config_.particles);
        double reached = 0, place = offset;
        for (std::size_t i = 0; i < stay.size(); ++i) {
            reached += weights[i] / sum * n;
            const double end = i + 1 == stay.size() ? n : reached;
            for (; place < end; place += 1) ++drawn[stay[i]];
        }
        return drawn;
    }

    /// All that were drawn have ended, and the others are given up already. Each votes once, however often it was
    /// drawn.
    std::vector<Action> chooseAmong(const Tree &tree, const std::map<NodeId, std::int64_t> &drawn) const {
        std::vector<NodeId> answers;
        for (const auto &[node, times] : drawn) answers.push_back(node);
        const Select choice = decide(tree, answers, config_.decision, config_.steps.scorer);
        std::vector<Action> actions;
        for (const NodeId node : answers)
            if (node != choice.node) actions.emplace_back(Prune{node});
        actions.emplace_back(choice);
        return actions;
    }

    std::vector<Action> end(const Tree &tree) const {
        std::vector<NodeId> answers;
        for (const NodeId node : std::set(alive_.begin(), alive_.end()))
            if (mayStay(tree, node)) answers.push_back(node);
        return chooseEnd(tree, decide(tree, answers, config_.decision, config_.steps.scorer));
    }

    const ParticleConfig &config_;
    const Steps steps_;
    std::vector<NodeId> alive_{}; ///< one that ended may stand here several times
    NodeId scored_ = 1;
};

} // namespace

const MethodInfo &particleFilteringInfo() {
    static const MethodInfo method =
        strategyInfo("particle_filtering", "particles that grow by steps and are drawn again by their scores",
                     described().spec(), {"particles"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeParticleFiltering(const Json &config) {
    return makeConfigured<Particles>(described(), config);
}

} // namespace lapidary
