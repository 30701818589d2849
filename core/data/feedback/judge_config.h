// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/feedback/ai_label.h"

namespace lapidary {

/// How a judge is asked which of two answers is better.
struct JudgeConfig {
    std::string judgePrompt;
    std::string answerPrefix = "Answer: (";
    std::vector<std::string> answers{"A", "B"};
    std::int64_t reasonTokens = 0;
    JudgeConfig();
    static const Described<JudgeConfig> &described();
};

/// The question with the answers in one order. Errors: prompt.unknown_word.
Result<std::string> judgeQuestion(const JudgeConfig &config, const Contest &contest, const Principle *principle,
                                  bool swapped);

} // namespace lapidary
