// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/judge_config.h"
#include "core/engine/feedback/letter_judge.h"
#include "core/engine/feedback/question_reader.h"

namespace lapidary {

/// What the judge said of one contest.
struct Judgement {
    AiLabel label{};
    double mass = 0;                      ///< the smaller of both orders: LetterVerdict::mass
    std::array<std::string, 2> reasons{}; ///< of each order, where it was asked for them
};

/// Asks about each contest twice, once in each order. `principles`: of each contest; null: none.
Result<std::vector<Judgement>> judge(const Decoder &model, QuestionReader &reader, const JudgeConfig &config,
                                     const std::vector<Contest> &contests,
                                     const std::vector<const Principle *> &principles, const std::stop_token &stop);

} // namespace lapidary
