// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/correct.h"
#include "core/engine/reward/faithful.h"
#include "core/engine/reward/format.h"
#include "core/engine/reward/reward.h"
#include "core/engine/reward/reward_model.h"
#include "core/engine/reward/steps.h"

namespace lapidary {

namespace {
constexpr RewardInfo kRewards[] = {
    {"correct", "1 for the right answer", true, [] { return ruleReward(correctReward); }},
    {"faithful", "1 for the right answer reached by right steps only", true, [] { return ruleReward(faithfulReward); }},
    {"steps", "share of right steps", false, [] { return ruleReward(stepsReward); }},
    {"format", "1 for a completion that can be read to its end", false, [] { return ruleReward(formatReward); }},
    {"reward_model", "what a reward model says of the whole text", false, rewardModel, true},
};
}

std::span<const RewardInfo> rewards() {
    return kRewards;
}

std::vector<std::string> rewardNames() {
    std::vector<std::string> names;
    for (const auto &entry : kRewards) names.emplace_back(entry.name);
    return names;
}

Result<const RewardInfo *> rewardByName(const std::string &name) {
    std::string known;
    for (const auto &entry : kRewards) {
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
