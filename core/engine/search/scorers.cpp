// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/scorers.h"
#include "core/engine/search/judge.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

std::optional<double> unlessNaN(double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

/// What the writer itself thinks of its tokens: `scorer` names who asks, for the error where there are none.
Result<std::vector<NodeScore>> byLogprobs(std::span<const ToScore> all, const char *scorer, bool mean) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn] : all) {
        const Completion &completion = candidate.completion;
        if (completion.logprobs.empty() && (goesOn || candidate.fault().empty()))
            return fail({.code = "search.no_logprobs",
                         .message = "The remote model gave no usable log-probabilities, so that its answers cannot be "
                                    "told apart by them.",
                         .field = "scorer",
                         .found = scorer,
                         .remedy = "Use self_consistency, or a server that gives log-probabilities."});
        const auto tokens = mean ? std::max<std::size_t>(1, completion.logprobs.size()) : 1;
        out.push_back({.value = unlessNaN(completion.logprob() / static_cast<double>(tokens))});
    }
    return out;
}

Result<std::vector<NodeScore>> meanLogprob(std::span<const ToScore> all, const SearchContext &, const std::string &) {
    return byLogprobs(all, "mean_logprob", true);
}

Result<std::vector<NodeScore>> logprob(std::span<const ToScore> all, const SearchContext &, const std::string &) {
    return byLogprobs(all, "logprob", false);
}

/// 1 for a right answer that is also reached by right steps, ½ for a right answer only, where the task knows steps. Of
/// a beginning, the share of its steps that are right.
Result<std::vector<NodeScore>> verifier(std::span<const ToScore> all, const SearchContext &context,
                                        const std::string &) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn] : all) {
        const auto verdict =
            gradeCompletion(*context.rule, problem->problem, candidate.text, candidate.completion.finishReason);
        const double correct = verdict.correct ? 1.0 : 0.0;
        NodeScore score;
        if (verdict.scorable && goesOn)
            score.value = verdict.steps.empty() ? std::nullopt : verdict.stepShare;
        else if (verdict.scorable)
            score.value = verdict.faithful ? (correct + (*verdict.faithful ? 1.0 : 0.0)) / 2 : correct;
        out.push_back(score);
    }
    return out;
}

constexpr ScorerEntry kScorers[] = {
    {"mean_logprob", "mean log-probability a token, free of charge", false, false, false, true, meanLogprob},
    {"logprob", "log-probability of the whole completion; prefers short ones", false, false, false, true, logprob},
    {"judge", "a rating by another model, which is asked once for every answer", false, false, true, false, askJudge},
    {"verifier", "the exact grader with the reference answer: an oracle", true, true, false, true, verifier},
};

} // namespace

std::span<const ScorerEntry> scorers() {
    return kScorers;
}

std::vector<std::string> scorerNames(bool ofBeginnings) {
    std::vector<std::string> names;
    for (const auto &entry : kScorers)
        if (entry.beginnings || !ofBeginnings) names.emplace_back(entry.name);
    return names;
}

const ScorerEntry &scorerByName(const std::string &name) {
    return *std::find_if(std::begin(kScorers), std::end(kScorers) - 1,
                         [&](const auto &entry) { return name == entry.name; });
}

Status checkScorer(const ScorerEntry &scorer, const SearchContext &context, const std::string &by, bool ofBeginnings) {
    if (scorer.needsRule && !context.rule)
        return fail({.code = "search.no_rule",
                     .message = "The verifier needs a rule to grade with.",
                     .field = "rule",
                     .remedy = "Name the task's rule, or use the scorer mean_logprob."});
    if (scorer.needsRule && ofBeginnings && context.rule->stepMark().empty())
        return fail({.code = "search.no_steps",
                     .message = "The verifier cannot tell the beginnings of answers apart, because this task's rule "
                                "grades no steps.",
                     .field = "rule",
                     .found = context.rule->name(),
                     .expected = "a rule that grades steps, such as chain_mod",
                     .remedy = "Use the scorer mean_logprob, or best_of_n."});
    if (scorer.needsModel && (by.empty() || !context.modelNamed))
        return fail({.code = "search.no_judge",
                     .message = "The scorer judge needs a remote model that rates the samples.",
                     .field = "judge",
                     .expected = "its name",
                     .remedy = "Set one up with lapidary-cli remote add, and name it here."});
    return {};
}

} // namespace lapidary
