// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/worded_problem.h"

namespace lapidary {

/// Sums and differences of several numbers, from left to right:
///     What is 37 + 48 - 12?
///     37 + 48 = 85
///     85 - 12 = 73
///     Answer: 73
struct SumsConfig {
    std::int64_t minTerms = 2, maxTerms = 3;
    std::int64_t minDigits = 1, maxDigits = 2;
    double subtract = 0.5;      ///< share of terms that are taken off
    bool mayBeNegative = false; ///< whether a total may fall below 0
    std::string language = "en";
    double errorRate = 0;
    static const Described<SumsConfig> &described();
};

TaskInfo sumsTask();
/// Reads "What is …?", "… 等于多少？" and other ways to ask for the value of an expression.
std::optional<WordedProblem> readSums(std::string_view prompt);

} // namespace lapidary
