// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/concise.h"
#include "core/data/rewards/correct.h"
#include "core/data/rewards/faithful.h"
#include "core/data/rewards/format.h"
#include "core/data/rewards/step_check.h"
#include "core/data/rewards/steps.h"
#include "core/data/rewards/think_format.h"

namespace lapidary {

namespace {
constexpr RuleReward kRuleRewards[] = {
    {"correct", "1 for the right answer", true, correctReward},
    {"faithful", "1 for the right answer reached by right steps only", true, faithfulReward},
    {"steps", "share of right steps", false, stepsReward},
    {"step_check", "1 for an answer that steps from the problem come to, asked of no reference", false,
     stepCheckReward},
    {"format", "1 for a completion that can be read to its end", false, formatReward},
    {"think_format", "1 for a text whose one <think> stands at its beginning and is closed", false, thinkFormatReward},
    {"concise", "1 for an empty text, half of it at a hundred characters", false, conciseReward}};
}

std::span<const RuleReward> ruleRewards() {
    return kRuleRewards;
}

} // namespace lapidary
