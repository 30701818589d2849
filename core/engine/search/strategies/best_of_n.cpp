// SPDX-License-Identifier: Apache-2.0
// Best of N: sample, score, take the highest of those that are whole and have a score; the first of equals. With the
// exact verifier the result is labelled as an oracle: it uses the reference answer and equals pass@N, a ceiling that no
// deployable method can pass.
#include "core/engine/search/strategies/best_of_n.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <cmath>

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

class BestOfN final : public Strategy {
public:
    explicit BestOfN(BestOfNConfig config) : config_(std::move(config)) {}

    Result<std::vector<SearchOutcome>> run(const std::vector<SearchProblem> &problems,
                                           const SearchContext &context) const override {
        const auto &scorer = scorerByName(config_.scorer);
        if (scorer.needsRule && !context.rule)
            return fail({.code = "search.no_rule",
                         .message = "The verifier needs a rule to grade with.",
                         .field = "rule",
                         .remedy = "Name the task's rule, or use the scorer mean_logprob."});
        auto outcomes = drawCandidates(problems, context, config_.candidates);
        if (outcomes && scorer.needsLogprobs && context.draw && !allHaveLogprobs(*outcomes))
            return fail({.code = "search.no_logprobs",
                         .message = "The remote model gave no usable log-probabilities, so that its answers cannot be "
                                    "told apart by them.",
                         .field = "scorer",
                         .found = config_.scorer,
                         .remedy = "Use self_consistency, or a server that gives log-probabilities."});
        if (outcomes && config_.scorer == "judge")
            if (auto ok = askJudge(problems, *outcomes, context); !ok) return unexpected(ok.error());
        if (outcomes)
            for (std::size_t p = 0; p < problems.size(); ++p) pick((*outcomes)[p], scorer, problems[p], context);
        return outcomes;
    }

private:
    Status askJudge(const std::vector<SearchProblem> &problems, std::vector<SearchOutcome> &outcomes,
                    const SearchContext &context) const {
        if (config_.judge.empty() || !context.judge)
            return fail({.code = "search.no_judge",
                         .message = "The scorer judge needs a remote model that rates the samples.",
                         .field = "judge",
                         .expected = "its name",
                         .remedy = "Set one up with lapidary-cli remote add, and name it here."});
        if (!context.decode &&
            std::any_of(problems.begin(), problems.end(), [](const auto &problem) { return !problem.ids.empty(); }))
            return fail({.code = "search.no_question",
                         .message = "Without a tokenizer a judge cannot be shown what the tokens ask.",
                         .field = "ids",
                         .remedy = "Give a prompt."});
        std::vector<JudgedAnswer> asked;
        for (std::size_t p = 0; p < problems.size(); ++p)
            for (const auto &candidate : outcomes[p].candidates)
                if (candidate.fault().empty())
                    asked.push_back({questionOf(problems[p], context), candidate.text}); // the others cannot win
        const auto said = context.judge(config_.judge, asked);
        if (!said) return unexpected(said.error());
        auto next = said->begin();
        for (auto &outcome : outcomes)
            for (auto &candidate : outcome.candidates) {
                if (!candidate.fault().empty()) continue;
                candidate.score = next->score;
                outcome.tokens.verifier += next->tokens;
                outcome.cancelled |= next->cancelled;
                ++next;
            }
        return {};
    }
    /// A chat is shown as it is; tokens as the text that they stand for.
    static std::string questionOf(const SearchProblem &problem, const SearchContext &context) {
        if (!problem.messages.is_null()) return dumpJson(problem.messages);
        return problem.ids.empty() ? problem.problem.prompt : context.decode(problem.ids);
    }
    static bool allHaveLogprobs(const std::vector<SearchOutcome> &outcomes) {
        for (const auto &outcome : outcomes)
            for (const auto &candidate : outcome.candidates)
                if (candidate.completion.logprobs.empty() && candidate.fault().empty()) return false;
        return true;
    }
    static void pick(SearchOutcome &outcome, const ScorerEntry &scorer, const SearchProblem &problem,
                     const SearchContext &context) {
        std::optional<std::size_t> best;
        std::size_t equal = 0;
        bool whole = false;
        for (std::size_t c = 0; c < outcome.candidates.size(); ++c) {
            auto &candidate = outcome.candidates[c];
            const double score = scorer.score(problem.problem, candidate, context.rule);
            candidate.score = std::isnan(score) ? std::nullopt : std::optional(score);
            if (!candidate.fault().empty()) continue;
            whole = true;
            if (!candidate.score) continue;
            const auto &leader = best ? outcome.candidates[*best].score : std::nullopt;
            if (!best || *candidate.score > *leader)
                best = c, equal = 0; // the first of equals
            else if (*candidate.score == *leader)
                ++equal;
        }
        outcome.tie = equal > 0;
        outcome.oracle = scorer.oracle;
        if (best)
            choose(outcome, *best, std::string("highest ") + scorer.name, problem, context);
        else
            chooseNone(outcome, whole ? "no score" : outcome.candidates.front().fault(), problem, context);
    }

    BestOfNConfig config_;
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
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeBestOfN(const Json &config) {
    auto read = described().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<BestOfN>(std::move(*read));
}

} // namespace lapidary
