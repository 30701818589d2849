// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/judge.h"
#include "core/engine/reward/overlong.h"
#include "core/engine/reward/process_reward.h"
#include "core/engine/reward/reward.h"
#include "core/engine/reward/reward_model.h"
#include "core/engine/reward/rubric.h"

namespace lapidary {

namespace {

std::vector<RewardInfo> allRewards() {
    std::vector<RewardInfo> all;
    for (const RuleReward &each : ruleRewards())
        all.push_back(
            {.name = each.name, .summary = each.summary, .needsReference = each.needsReference, .rule = each.score});
    all.push_back({.name = "reward_model",
                   .summary = "what a reward model says of the whole text",
                   .needsReference = false,
                   .makeNetwork = rewardModel,
                   .needs = "reward"});
    all.push_back({.name = "judge",
                   .summary = "how likely a model is to call the answer right",
                   .needsReference = false,
                   .makeNetwork = judgeReward,
                   .needs = "judge"});
    all.push_back({.name = "rubric",
                   .summary = "the weighted share of a constitution's criteria that the answer meets",
                   .needsReference = false,
                   .makeNetwork = rubricReward});
    all.push_back({.name = "process_reward",
                   .summary = "how likely a model that scores steps calls each step right",
                   .needsReference = false,
                   .makeNetwork = processReward,
                   .needs = "process_reward"});
    all.push_back({.name = "soft_overlong_punishment",
                   .summary = "0 to -1 for the last tokens before max_completion_length",
                   .needsReference = false,
                   .makeNetwork = overlongReward});
    return all;
}

} // namespace

std::span<const RewardInfo> rewards() {
    static const auto all = allRewards();
    return all;
}

std::vector<std::string> rewardNames() {
    std::vector<std::string> names;
    for (const auto &entry : rewards()) names.emplace_back(entry.name);
    return names;
}

Result<const RewardInfo *> rewardByName(const std::string &name) {
    std::string known;
    for (const auto &entry : rewards()) {
        if (name == entry.name) return &entry;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    return fail({.code = "reward.unknown",
                 .message = "There is no such reward.",
                 .field = "reward_funcs",
                 .found = name,
                 .expected = known,
                 .remedy = "Name one of these."});
}

} // namespace lapidary
