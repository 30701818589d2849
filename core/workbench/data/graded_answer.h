// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/data/tasks/rule.h"
#include "core/text/answer/answer.h"

namespace lapidary {

/// A step of a chain: where it stands in the text, in bytes, and its exact label.
struct AnswerStep {
    std::size_t begin = 0, length = 0;
    bool right = false;
    bool operator==(const AnswerStep &) const = default;
};

/// An answer and what a grader said of it.
struct GradedAnswer {
    Answer answer{};
    std::optional<bool> correct{};  ///< nothing: no grader has seen it, or it has nothing to be right by
    std::optional<bool> faithful{}; ///< every step right; unknown where the task has no chains
    std::vector<AnswerStep> steps{};
    bool isRight() const { return correct == true; }
    bool isScorable() const { return correct.has_value(); }
};

/// One problem as two arms answered it.
struct AnswerPair {
    std::string bucket{}, id{}, prompt{}, reference{};
    GradedAnswer a{}, b{};
};

/// A row of answers.jsonl, or one completion of samples.jsonl. What does not say how it ended is taken for whole,
/// unless "terminated" is false: data of people, and of older runs. Errors: answer.bad_field.
Result<GradedAnswer> gradedAnswer(const Json &row);
/// What stands in a list of a row: the "completions" of samples.jsonl, the "samples" of answers.jsonl.
Result<std::vector<GradedAnswer>> gradedAnswers(const Json &row, const char *list);

/// That some of the samples of a file have scores: one that was cut may have none. Errors: samples.no_scores.
Status mustHaveScores(std::int64_t scored, const fs::path &file);

/// Finds the steps that the rule labels. A grader may name a step that was left out: that one has no place.
void labelSteps(const Rule &rule, const Problem &problem, GradedAnswer &answer);

} // namespace lapidary
