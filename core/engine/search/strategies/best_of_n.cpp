// SPDX-License-Identifier: Apache-2.0
// Best of N: sample, score, take the highest of those that are whole and have a score; the first of equals. With the
// exact verifier the result is labelled as an oracle: it uses the reference answer and equals pass@N, a ceiling that no
// deployable method can pass.
#include "core/engine/search/strategies/best_of_n.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/scorers.h"

namespace lapidary {

namespace {

struct BestOfNConfig {
    CandidateConfig candidates{};
    std::string scorer = "mean_logprob", judge{};
};

const Described<BestOfNConfig> &described() {
    using C = BestOfNConfig;
    static const auto d =
        Described<C>()
            .include(describedCandidates(), &C::candidates)
            .choice("scorer", &C::scorer, scorerNames(), "what decides between the samples")
            .add("judge", &C::judge, "", "the remote model that rates the samples, where the scorer is judge");
    return d;
}

class BestOfNSearch final : public Search {
public:
    BestOfNSearch(const BestOfNConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto all = tree.children(Tree::kRoot);
        if (all.empty()) return {wholeCompletions(drawing_, drawing_.width)};
        if (scored_) return pick(tree);
        scored_ = true;
        return {Score{{all.begin(), all.end()}, config_.scorer, config_.judge}};
    }

private:
    std::vector<Action> pick(const Tree &tree) const {
        const auto all = tree.children(Tree::kRoot);
        Select best{
            .node = Tree::kRoot, .why = "highest " + config_.scorer, .oracle = scorerByName(config_.scorer).oracle};
        std::string none = tree[all.front()].fault; // why nothing wins, if nothing does
        for (const NodeId node : all) {
            if (!tree[node].fault.empty()) continue;
            none = "no score";
            const auto &score = tree[node].score, &leader = tree[best.node].score;
            if (!score) continue;
            if (best.node == Tree::kRoot || *score > *leader)
                best.node = node, best.tie = false; // the first of equals
            else
                best.tie |= *score == *leader;
        }
        if (best.node == Tree::kRoot) best.node = all.front(), best.why = none, best.answered = false;
        return selectAmong(tree, best);
    }

    const BestOfNConfig &config_;
    const Drawing &drawing_;
    bool scored_ = false;
};

class BestOfN final : public Strategy {
public:
    explicit BestOfN(BestOfNConfig config) : config_(std::move(config)), drawing_(config_.candidates.drawing()) {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        return checkScorer(scorerByName(config_.scorer), context, config_.judge, false);
    }
    std::unique_ptr<Search> begin(const SearchProblem &) const override {
        return std::make_unique<BestOfNSearch>(config_, drawing_);
    }

private:
    BestOfNConfig config_;
    Drawing drawing_;
};

} // namespace

const MethodInfo &bestOfNInfo() {
    static const MethodInfo method{
        .name = "best_of_n",
        .summary = "many samples, the one with the highest score wins",
        .role = "strategy",
        .spec = described().spec(),
        .inputs = {{.name = "policy", .effect = "the model that answers"},
                   {.name = "judge",
                    .required = false,
                    .effect = "the remote model that rates the samples, where the scorer is judge"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}},
        .sideBySide = {"n"}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeBestOfN(const Json &config) {
    auto read = described().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<BestOfN>(std::move(*read));
}

} // namespace lapidary
