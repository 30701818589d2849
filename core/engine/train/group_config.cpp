// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/group_config.h"
#include "core/engine/reward/reward.h"
#include <algorithm>

namespace lapidary {
namespace {

using C = GroupConfig;

void addGroups(Described<C> &d, double fewest) {
    d.add("num_generations", &C::numGenerations, atLeast(fewest), "completions",
          fewest > 1 ? "completions per prompt that are compared with each other" : "completions per prompt")
        .must({.kind = FieldRule::Kind::Divides,
               .others = {"per_device_train_batch_size", "gradient_accumulation_steps"},
               .message = "the batch does not hold whole groups"});
}

/// `same`: log-probs are taken at the temperature of the samples.
void addSampling(Described<C> &d, const char *length, bool same) {
    d.add(length, &C::maxCompletionLength, atLeast(1), "tokens", "longer completions are cut")
        .add("temperature", &C::temperature, above(0), "",
             same ? "spread of the samples; log-probs are taken at the same temperature"
                  : "spread of the sampled completions")
        .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
        .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all");
}

/// Those that need no input.
std::vector<std::string> ownRewards() {
    std::vector<std::string> names;
    for (const auto &entry : rewards())
        if (!entry.needsNetwork) names.emplace_back(entry.name);
    return names;
}

void addRewards(Described<C> &d) {
    d.add("reward_funcs", &C::rewardFuncs, "",
          "rewards: correct, faithful, steps, format, or reward_model for the input reward")
        .must({.kind = FieldRule::Kind::NotEmpty,
               .message = "there is no reward to learn from",
               .unless = {{"rollouts", "file"}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = rewardNames(),
               .message = "there is no such reward",
               .unless = {{"rollouts", "file"}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = ownRewards(),
               .message = "reward_model asks the input reward, which is not given",
               .unless = {{"rollouts", "file"}, {"inputs", kReward}},
               .when = {{"inputs", ""}}})
        .add("reward_weights", &C::rewardWeights, "", "their weights, as many as reward_funcs; empty: all 1")
        .must({.kind = FieldRule::Kind::AsMany,
               .others = {"reward_funcs"},
               .message = "not as many weights as reward functions"})
        .add("completion_prefix", &C::completionPrefix, "", "text that every completion is made to begin with");
}

Described<C> describe(double fewest, const char *length, bool same = true) {
    Described<C> d;
    if (fewest > 0) addGroups(d, fewest);
    addSampling(d, length, same);
    addRewards(d);
    return d;
}

} // namespace

const Described<GroupConfig> &GroupConfig::described() {
    static const auto d = describe(2, "max_completion_length");
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAlone() {
    static const auto d = describe(1, "max_completion_length");
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAsPpo() {
    static const auto d = describe(0, "response_length");
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAsPairs() {
    static const auto d = describe(0, "max_new_tokens", false);
    return d;
}

bool GroupConfig::asksModel() const {
    return std::find(rewardFuncs.begin(), rewardFuncs.end(), "reward_model") != rewardFuncs.end();
}

Port rewardPort() {
    return {.name = kReward,
            .what = Artifact::Scores,
            .required = false,
            .effect = "a reward model, for reward_model among reward_funcs"};
}

} // namespace lapidary
