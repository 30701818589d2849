// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/feedback/ai_label.h"
#include "core/text/tokenizer/tokenizer.h"

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

/// What must be so whatever the judge is asked: two answers, and a question that shows both texts. Errors:
/// judge.answers, judge.blind, with the setting.
Status mustAsk(const JudgeConfig &config);
/// The two answers must be other tokens behind what the judge's answer begins with. Errors: judge.same_answer.
Status mustTellApart(const JudgeConfig &config, const Tokenizer &tokenizer);

/// The question with the answers in one order. Errors: prompt.unknown_word.
Result<std::string> judgeQuestion(const JudgeConfig &config, const Contest &contest, const Principle *principle,
                                  bool swapped);

} // namespace lapidary
