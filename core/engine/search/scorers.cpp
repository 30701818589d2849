// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/scorers.h"
#include <algorithm>
#include <limits>

namespace lapidary {

namespace {

constexpr double kNoScore = std::numeric_limits<double>::quiet_NaN();

double logprob(const Problem &, const Candidate &candidate, const Rule *) {
    return candidate.completion.logprob();
}

double meanLogprob(const Problem &, const Candidate &candidate, const Rule *) {
    const auto tokens = std::max<std::size_t>(1, candidate.completion.logprobs.size());
    return candidate.completion.logprob() / static_cast<double>(tokens);
}

/// 1 for a right answer that is also reached by right steps, ½ for a right answer only, where the task knows steps.
double verifier(const Problem &problem, const Candidate &candidate, const Rule *rule) {
    const auto verdict = gradeCompletion(*rule, problem, candidate.text, candidate.completion.finishReason);
    if (!verdict.scorable) return kNoScore;
    const double correct = verdict.correct ? 1.0 : 0.0;
    return verdict.faithful ? (correct + (*verdict.faithful ? 1.0 : 0.0)) / 2 : correct;
}

/// What the judge said before.
double judged(const Problem &, const Candidate &candidate, const Rule *) {
    return candidate.score.value_or(kNoScore);
}

constexpr ScorerEntry kScorers[] = {
    {"mean_logprob", "mean log-probability a token, free of charge", false, false, true, meanLogprob},
    {"logprob", "log-probability of the whole completion; prefers short ones", false, false, true, logprob},
    {"judge", "a rating by another model, which is asked once for every answer", false, false, false, judged},
    {"verifier", "the exact grader with the reference answer: an oracle", true, true, false, verifier},
};

} // namespace

std::span<const ScorerEntry> scorers() {
    return kScorers;
}

std::vector<std::string> scorerNames() {
    std::vector<std::string> names;
    for (const auto &entry : kScorers) names.emplace_back(entry.name);
    return names;
}

const ScorerEntry &scorerByName(const std::string &name) {
    return *std::find_if(std::begin(kScorers), std::end(kScorers) - 1,
                         [&](const auto &entry) { return name == entry.name; });
}

} // namespace lapidary
