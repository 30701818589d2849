// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/revisions.h"
#include "core/workbench/compare/compare.h"

namespace lapidary {

/// A line of answers.jsonl, read with types.
struct AnswerRow {
    std::string bucket{}, id{}, prompt{}, reference{};
    GradedAnswer graded{};
    std::optional<Revisions> revisions{}; ///< of drafts in their order; none where the samples are none
    std::optional<double> confidence{};   ///< how sure the arm was of its answer, where it tells
    std::int64_t samples = 1, cut = 0;    ///< completions that were drawn, and those of them that were cut
};
/// Errors carry file and line.
Result<std::vector<AnswerRow>> readAnswers(const fs::path &file);

/// Who was right on which problem of a bucket: 1 right, 0 wrong, -1 not asked or unscorable. Problems are told apart by
/// id and prompt, so that one id may come twice.
struct AnswerMatrix {
    std::string bucket{};
    std::vector<std::string> arms{}, ids{}, prompts{}; ///< problems by how many arms were right, hardest first
    std::vector<std::vector<std::int8_t>> right{};     ///< [arm][problem]
};
/// Of all finished arms, bucket by bucket.
Result<std::vector<AnswerMatrix>> answerMatrices(const Project &project, const Plan &plan);

} // namespace lapidary
