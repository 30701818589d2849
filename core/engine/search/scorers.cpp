// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/scorers.h"
#include "core/engine/search/judge.h"
#include "core/engine/search/reward_scores.h"
#include "core/engine/search/spans.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {

namespace {

std::optional<double> unlessNaN(double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

/// Answers that nobody could tell apart by what the model gave with them.
Error noNumbers(const char *scorer, const Sentence &message) {
    return {.code = "search.no_logprobs",
            .message = message,
            .field = "scorer",
            .found = scorer,
            .remedy = "Use self_consistency, or a server that gives log-probabilities."};
}

/// What the writer itself thinks of its tokens: `scorer` names who asks, for the error where there are none.
Result<std::vector<NodeScore>> byLogprobs(std::span<const ToScore> all, const SearchContext &context,
                                          const ScoreOptions &options, const char *scorer, bool mean) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn, asked] : all) {
        const Completion &completion = candidate.completion;
        if (completion.logprobs.empty() && (goesOn || candidate.fault().empty()))
            return fail(noNumbers(scorer, "The remote model gave no usable log-probabilities, so that its answers "
                                          "cannot be told apart by them."));
        const auto tokens = mean ? std::max<std::size_t>(1, completion.logprobs.size()) : 1;
        out.push_back({.value = unlessNaN(completion.logprob() / static_cast<double>(tokens))});
        if (!options.steps || completion.ids.size() != completion.logprobs.size()) continue; // not all are the model's
        for (const TokenSpan &step : stepSpans(completion, context)) {
            const auto begin = completion.logprobs.begin() + static_cast<std::ptrdiff_t>(step.begin);
            const double sum = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(step.size()), 0.0);
            out.back().steps.push_back(std::exp(sum / static_cast<double>(step.size())));
        }
    }
    return out;
}

Result<std::vector<NodeScore>> meanLogprob(std::span<const ToScore> all, const SearchContext &context,
                                           const ScoreOptions &options) {
    return byLogprobs(all, context, options, "mean_logprob", true);
}

Result<std::vector<NodeScore>> logprob(std::span<const ToScore> all, const SearchContext &context,
                                       const ScoreOptions &options) {
    return byLogprobs(all, context, options, "logprob", false);
}

/// The mean of a number over the tokens of `span`.
double meanOf(const Completion &completion, const TokenSpan &span, float TokenScore::*number) {
    double sum = 0;
    for (std::size_t t = span.begin; t < span.end; ++t) sum += completion.scores[t].*number;
    return sum / static_cast<double>(span.size());
}

/// The mean of a number that the network gave with each token: of all tokens, or of those of the answer.
Result<std::vector<NodeScore>> byScores(std::span<const ToScore> all, const SearchContext &context, const char *scorer,
                                        float TokenScore::*number, bool ofAnswer) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn, asked] : all) {
        const Completion &completion = candidate.completion;
        const bool counts = goesOn || candidate.fault().empty();
        if (completion.scores.empty() && counts)
            return fail(
                noNumbers(scorer, "The model gave no distribution of its tokens, which this score is made of."));
        const TokenSpan whole{0, completion.scores.size()};
        TokenSpan span = ofAnswer ? answerSpan(candidate, context) : whole;
        const std::size_t said = completion.ids.size() - std::min(completion.ids.size(), whole.end);
        // What was said or computed has no numbers, and the answer stands behind it.
        const bool own = !ofAnswer || (span.begin >= said &&
                                       (candidate.byTool.empty() || candidate.byTool.back().end <= span.begin));
        if (ofAnswer && own) span = {span.begin - said, span.end - said};
        NodeScore score;
        if (own && span.size() > 0 && span.end <= whole.end) score.value = unlessNaN(meanOf(completion, span, number));
        out.push_back(score);
    }
    return out;
}

Result<std::vector<NodeScore>> selfCertainty(std::span<const ToScore> all, const SearchContext &context,
                                             const ScoreOptions &) {
    return byScores(all, context, "self_certainty", &TokenScore::certainty, false);
}

Result<std::vector<NodeScore>> confidence(std::span<const ToScore> all, const SearchContext &context,
                                          const ScoreOptions &) {
    return byScores(all, context, "confidence", &TokenScore::confidence, false);
}

Result<std::vector<NodeScore>> answerMargin(std::span<const ToScore> all, const SearchContext &context,
                                            const ScoreOptions &) {
    return byScores(all, context, "answer_margin", &TokenScore::margin, true);
}

/// 1 for a right answer that is also reached by right steps, ½ for a right answer only, where the task knows steps. Of
/// a beginning, the share of its steps that are right.
Result<std::vector<NodeScore>> verifier(std::span<const ToScore> all, const SearchContext &context,
                                        const ScoreOptions &) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn, asked] : all) {
        const auto verdict =
            gradeCompletion(*context.rule, problem->problem, candidate.text, candidate.completion.finishReason);
        const double correct = verdict.correct ? 1.0 : 0.0;
        NodeScore score;
        if (verdict.scorable && goesOn)
            score.value = verdict.steps.empty() ? std::nullopt : verdict.stepShare;
        else if (verdict.scorable)
            score.value = verdict.faithful ? (correct + (*verdict.faithful ? 1.0 : 0.0)) / 2 : correct;
        for (const Step &step : verdict.steps) score.steps.push_back(step.right ? 1 : 0);
        out.push_back(score);
    }
    return out;
}

/// 1 for an answer that its steps come to, where each follows from the problem; else half the share of the steps that
/// do, so that none of them ranks above it. What the task cannot tell without the reference does not count.
Result<std::vector<NodeScore>> stepCheck(std::span<const ToScore> all, const SearchContext &context,
                                         const ScoreOptions &) {
    std::vector<NodeScore> out;
    for (const auto &[problem, candidate, goesOn, asked] : all) {
        Problem blind = problem->problem;
        blind.reference.clear();
        if (blind.row.is_object()) blind.row.erase("reference");
        const auto verdict = gradeCompletion(*context.rule, blind, candidate.text, candidate.completion.finishReason);
        NodeScore score;
        if (goesOn)
            score.value = verdict.steps.empty() ? std::nullopt : verdict.stepShare;
        else if (verdict.stepShare)
            score.value = verdict.followed == true ? 1.0 : *verdict.stepShare / (verdict.followed ? 2 : 1);
        for (const Step &step : verdict.steps) score.steps.push_back(step.right ? 1 : 0);
        out.push_back(score);
    }
    return out;
}

constexpr ScorerEntry kScorers[] = {
    {.name = "mean_logprob",
     .summary = "mean log-probability a token, free of charge",
     .score = meanLogprob,
     .beginnings = true,
     .steps = true,
     .logs = true},
    {.name = "logprob",
     .summary = "log-probability of the whole completion; prefers short ones",
     .score = logprob,
     .beginnings = true,
     .steps = true,
     .logs = true},
    {.name = "self_certainty",
     .summary = "how far the model's distribution is from uniform at each token",
     .score = selfCertainty,
     .beginnings = true,
     .tokenScores = true},
    {.name = "confidence",
     .summary = "how unlikely the 20 likeliest tokens are at each place: high where one stands alone",
     .score = confidence,
     .beginnings = true,
     .tokenScores = true},
    {.name = "answer_margin",
     .summary = "by how much the likeliest token leads, at the tokens of the answer",
     .score = answerMargin,
     .needsRule = true,
     .tokenScores = true},
    {.name = "judge",
     .summary = "a rating by another model, which is asked once for every answer",
     .score = askJudge,
     .needsModel = true},
    {.name = "process_reward",
     .summary = "how right a process reward model here finds the steps so far",
     .score = processReward,
     .needsReward = true,
     .shares = true,
     .beginnings = true,
     .steps = true},
    {.name = "reward_model",
     .summary = "what a reward model here says of a whole answer",
     .score = outcomeReward,
     .needsReward = true},
    {.name = "step_check",
     .summary = "whether each step follows from the problem and the answer from them, by the task's rule without the "
                "reference",
     .score = stepCheck,
     .needsRule = true,
     .needsSteps = true,
     .shares = true,
     .beginnings = true,
     .steps = true},
    {.name = "verifier",
     .summary = "the exact grader with the reference answer: an oracle",
     .score = verifier,
     .oracle = true,
     .needsRule = true,
     .beginnings = true,
     .steps = true},
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

Status checkVotes(const SearchContext &context) {
    if (context.rule) return {};
    return fail({.code = "search.no_rule",
                 .message = "A vote needs to know where the answer of a completion stands.",
                 .field = "rule",
                 .remedy = "Name the task's rule, for example chain_mod or gsm8k."});
}

Status checkScorer(const ScorerEntry &scorer, const SearchContext &context, const std::string &by, Scored what) {
    if (scorer.needsRule && !context.rule)
        return fail({.code = "search.no_rule",
                     .message = "The verifier needs a rule to grade with.",
                     .field = "rule",
                     .remedy = "Name the task's rule, or use the scorer mean_logprob."});
    const bool asksSteps = scorer.needsSteps || (scorer.oracle && what != Scored::Answers);
    if (asksSteps && context.rule->stepMark().empty())
        return fail({.code = "search.no_steps",
                     .message = {"This task's rule grades no steps, and the scorer {0} asks for them.", scorer.name},
                     .field = "rule",
                     .found = context.rule->name(),
                     .expected = "a rule that grades steps, such as chain_mod",
                     .remedy = "Use the scorer mean_logprob, or best_of_n."});
    if (what == Scored::Steps && !scorer.steps)
        return fail({.code = "search.no_steps",
                     .message = "This scorer has one score for a whole answer, and none for its steps.",
                     .field = "scorer",
                     .found = scorer.name,
                     .expected = "mean_logprob, logprob, process_reward, step_check or verifier",
                     .remedy = "Name one of these, or set aggregate = \"answer\"."});
    if (scorer.needsModel && (by.empty() || !context.modelNamed))
        return fail({.code = "search.no_judge",
                     .message = "The scorer judge needs a remote model that rates the samples.",
                     .field = "judge",
                     .expected = "its name",
                     .remedy = "Set one up with lapidary-cli remote add, and name it here."});
    return checkReward(scorer, context);
}

} // namespace lapidary
