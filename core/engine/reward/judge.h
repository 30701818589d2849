// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"
#include <map>

namespace lapidary {

/// How likely a judge is to call an answer right: p(yes) / (p(yes) + p(no)), asked of each answer alone (Lee et al.
/// 2023, direct RLAIF).
std::unique_ptr<Reward> judgeReward();

/// A question to the context's judge, and what it says.
struct JudgeQuestion {
    std::string prompt{}; ///< filled with each of the values that it is asked about
    std::int64_t maxReasonTokens = 0;
    std::string answerPrefix{}; ///< stands between the reason and the answer
};
struct JudgeAnswer {
    double first = 0;        ///< how likely it is to give the first of its two answers
    std::string reason{};    ///< what it said before
    std::int64_t tokens = 0; ///< of the reason
};

/// kCancelled where it was stopped; train.missing_input, judge.answers where it cannot be asked.
Result<std::vector<JudgeAnswer>> askJudge(const JudgeQuestion &question,
                                          const std::vector<std::map<std::string, std::string>> &values,
                                          const RewardContext &context);

} // namespace lapidary
