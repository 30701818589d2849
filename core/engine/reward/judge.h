// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/reward.h"
#include <map>

namespace lapidary {

/// How likely a judge is to call an answer right: p(yes) / (p(yes) + p(no)), asked of each answer alone (Lee et al.
/// 2023, direct RLAIF).
std::unique_ptr<Reward> judgeReward();

/// How likely the context's judge is to say the first of its two answers to `prompt`, filled with each of `values`.
/// kCancelled where it was stopped; train.missing_input, judge.answers where it cannot be asked.
Result<std::vector<double>> askJudge(const std::string &prompt,
                                     const std::vector<std::map<std::string, std::string>> &values,
                                     const RewardContext &context);

} // namespace lapidary
