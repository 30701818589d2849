// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare.h"

namespace lapidary {

/// A line of answers.jsonl, read with types.
struct AnswerRow {
    std::string bucket{}, id{}, prompt{}, reference{};
    Answer answer{};
    double seconds = 0;
    bool oracle = false;
};
/// Errors carry file and line; answers.bad_row.
Result<std::vector<AnswerRow>> readAnswers(const fs::path &file);

} // namespace lapidary
