// SPDX-License-Identifier: Apache-2.0
// Sequential revision (Snell et al. 2024, arXiv 2408.03314, section 6): every attempt is shown up to `history` of those
// before it, and the answer is chosen among all of them. Deviation: nothing has trained the model for it, so that
// attempts are asked for in words; each attempt is an answer of its own, with those before it in front of it.
#include "core/engine/search/strategies/sequential_revision.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>

namespace lapidary {

namespace {

struct RevisionConfig {
    SamplingConfig sampling{.temperature = 0.8};
    std::int64_t revisions = 4, history = 4;
    std::string trigger = "\nA better answer:\n", decision = "vote", scorer = "mean_logprob", completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = revisions + 1,
                .scores = scorerByName(scorer).tokenScores};
    }
    Status check(const SearchContext &context) const {
        if (auto ok = checkDecision(context, decision); !ok) return ok;
        if (trigger.empty())
            return fail({.code = "search.nothing_to_say",
                         .message = "Without a text nothing asks the model for another attempt.",
                         .field = "trigger",
                         .found = "\"\"",
                         .expected = "a text",
                         .remedy = "Give one, as \"A better answer:\"."});
        return checkScorer(scorerByName(scorer), context, {}, Scored::Answers);
    }
};

std::vector<std::string> ownScorers() {
    std::vector<std::string> names;
    for (const auto &entry : scorers())
        if (!entry.needsModel) names.emplace_back(entry.name);
    return names;
}

const Described<RevisionConfig> &described() {
    using C = RevisionConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("revisions", &C::revisions, atLeast(0), "attempts", "more attempts behind the first")
            .add("history", &C::history, atLeast(1), "attempts", "earlier attempts that the next one is shown")
            .add("trigger", &C::trigger, "", "what asks for another attempt behind the earlier ones")
            .choice("decision", &C::decision, decisions(), "how the answers that were found become one")
            .choice("scorer", &C::scorer, ownScorers(), "what decides between the samples")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Revision final : public Search {
public:
    Revision(const RevisionConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        const bool asked = last == Tree::kRoot || tree[last].written.finishReason == kSaid;
        if (asked)
            return {Expand{.at = last,
                           .until = {.tokens = drawing_.sampling.maxNewTokens, .texts = drawing_.sampling.stop}}};
        if (attempts_.empty() || attempts_.back() != last) attempts_.push_back(last);
        const bool more = std::ssize(attempts_) <= config_.revisions && !tree.spent();
        if (more && tree[last].fault != "cancelled") return {Say{Tree::kRoot, earlier(tree)}};
        if (!scored_) {
            scored_ = true;
            return {Score{attempts_, config_.scorer}};
        }
        return chooseEnd(tree, decide(tree, attempts_, config_.decision, config_.scorer));
    }

private:
    std::string earlier(const Tree &tree) const {
        std::string text;
        const auto shown = std::min<std::ptrdiff_t>(config_.history, std::ssize(attempts_));
        for (auto attempt = attempts_.end() - shown; attempt != attempts_.end(); ++attempt)
            text += tree[*attempt].written.text + config_.trigger;
        return text;
    }

    const RevisionConfig &config_;
    const Drawing &drawing_;
    std::vector<NodeId> attempts_{};
    bool scored_ = false;
};

} // namespace

const MethodInfo &sequentialRevisionInfo() {
    static const MethodInfo method = strategyInfo(
        "sequential_revision", "attempts one behind the other, each of which sees those before it", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSequentialRevision(const Json &config) {
    return makeConfigured<Revision>(described(), config);
}

} // namespace lapidary
