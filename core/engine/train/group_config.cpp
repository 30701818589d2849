// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/group_config.h"
#include "core/engine/reward/reward.h"
#include "core/engine/reward/step_scores.h"
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
    if (fewest <= 1) return;
    d.add("filter_groups", &C::filterGroups, "",
          "draws other prompts in place of those whose completions all earn the same, which teach nothing (DAPO's "
          "dynamic sampling); what is dropped counts as sampled")
        .must({.kind = FieldRule::Kind::Zero,
               .message = "stored completions are what they are: no others can be drawn in their place",
               .when = {{"rollouts", "file"}}})
        .add("max_num_gen_batches", &C::maxNumGenBatches, atLeast(1), "draws",
             "how often filter_groups draws for a step at most, the first time included; a step then learns from those "
             "that it has");
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

/// Those that need no such input.
std::vector<std::string> rewardsWithout(std::string_view input) {
    std::vector<std::string> names;
    for (const auto &entry : rewards())
        if (entry.needs != input) names.emplace_back(entry.name);
    return names;
}

void addRewards(Described<C> &d, const char *length) {
    d.add("reward_funcs", &C::rewardFuncs, "",
          "rewards: correct, faithful, steps, step_check, format, think_format, concise, soft_overlong_punishment, "
          "judge, rubric for the file constitution, reward_model for the input reward, or process_reward for the input "
          "of this name")
        .must({.kind = FieldRule::Kind::NotEmpty,
               .message = "there is no reward to learn from",
               .unless = {{"rollouts", "file"}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = rewardNames(),
               .message = "there is no such reward",
               .unless = {{"rollouts", "file"}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = rewardsWithout(kReward),
               .message = "reward_model asks the input reward, which is not given",
               .unless = {{"rollouts", "file"}, {"inputs", kReward}},
               .when = {{"inputs", ""}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = rewardsWithout(kJudge),
               .message = "judge asks the input judge, which is not given",
               .unless = {{"rollouts", "file"}, {"inputs", kJudge}},
               .when = {{"inputs", ""}}})
        .must({.kind = FieldRule::Kind::Among,
               .others = rewardsWithout(kProcess),
               .message = "process_reward asks the input process_reward, which is not given",
               .unless = {{"rollouts", "file"}, {"inputs", kProcess}},
               .when = {{"inputs", ""}}})
        .add("reward_weights", &C::rewardWeights, "", "their weights, as many as reward_funcs; empty: all 1")
        .must({.kind = FieldRule::Kind::AsMany,
               .others = {"reward_funcs"},
               .message = "not as many weights as reward functions"})
        .add("reward_ensemble_penalty", &C::ensemblePenalty, atLeast(0), "deviations",
             "of several reward models: so many standard deviations between them are taken off their mean")
        .add("soft_punish_cache", &C::softPunishCache, atLeast(0), "tokens",
             "for soft_overlong_punishment among reward_funcs: over so many tokens before the greatest length it falls "
             "from 0 to -1; 0 takes a fifth of that length, as DAPO")
        .must({.kind = FieldRule::Kind::Below,
               .others = {length},
               .message = "every completion would be punished for its length"})
        .choice("process_reward_aggregate", &C::processRewardAggregate, stepAggregates(),
                "how process_reward makes one number of the scores of the steps of a completion");
}

/// What asks a model with words, and what every completion begins with.
void addJudges(Described<C> &d) {
    d.add("judge_reward_prompt", &C::judgeRewardPrompt, "",
          "what the reward judge asks of each answer; {prompt} and {answer} stand in it")
        .add("judge_reward_answers", &C::judgeRewardAnswers, "",
             "what it may answer: the probability of the first is the reward")
        .add(
            "constitution", &C::constitution, "",
            "for rubric among reward_funcs: the file of its criteria, [[principle]] tables with text, weight and check")
        .add("rubric_judge", &C::rubricAsksJudge, "", "criteria without a check are asked of the input judge")
        .add("rubric_prompt", &C::rubricPrompt, "",
             "what it asks of each answer; {prompt}, {answer} and {criterion} stand in it")
        .add("rubric_max_reason_tokens", &C::rubricReasonTokens, atLeast(0), "tokens",
             "lets it say why before it answers; the samples show the reasons, and they count as sampled tokens")
        .must({.kind = FieldRule::Kind::Zero,
               .message = "reasons are given by a judge, which only rubric_judge asks about a rubric",
               .when = {{"rubric_judge", false}}})
        .add("rubric_answer_prefix", &C::rubricAnswerPrefix, "", "what stands between its reason and its answer")
        .add("completion_prefix", &C::completionPrefix, "", "text that every completion is made to begin with");
}

void addStepCredit(Described<C> &d) {
    d.choice("process_reward_credit", &C::processRewardCredit, {"completion", "sum", "min"},
             "where process_reward is paid: at the end of a completion, as one number; or at the end of each step, as "
             "it is (sum), which a policy can exploit by writing more steps, or so that all steps together earn what "
             "the worst one is worth (min, PURE)")
        .must({.kind = FieldRule::Kind::Among,
               .others = {"completion"},
               .message = "stored completions have no rewards of steps",
               .when = {{"rollouts", "file"}}});
}

void addGuards(Described<C> &d) {
    d.add("canary_steps", &C::canarySteps, atLeast(1), "steps",
          "asks the problems of the input canary after so many steps; rarer costs fewer tokens")
        .add("max_kl", &C::maxKl, atLeast(0), "nats", "a budget: ends the run where kl passes it; 0 sets none")
        .must({.kind = FieldRule::Kind::Zero,
               .message = "max_kl reads the metric kl, which is known with beta above 0 alone",
               .when = {{"beta", 0}}});
}

Described<C> withSteps(Described<C> d) {
    addStepCredit(d);
    return d;
}

Described<C> describe(double fewest, const char *length, bool same = true) {
    Described<C> d;
    if (fewest > 0) addGroups(d, fewest);
    addSampling(d, length, same);
    addRewards(d, length);
    addJudges(d);
    addGuards(d);
    return d;
}

} // namespace

const Described<GroupConfig> &GroupConfig::described() {
    static const auto d = describe(2, "max_completion_length");
    return d;
}

const Described<GroupConfig> &GroupConfig::describedWithSteps() {
    static const auto d = withSteps(describe(2, "max_completion_length"));
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAlone() {
    static const auto d = withSteps(describe(1, "max_completion_length"));
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAsPpo() {
    static const auto d = withSteps(describe(0, "response_length"));
    return d;
}

const Described<GroupConfig> &GroupConfig::describedAsPairs() {
    static const auto d = describe(0, "max_new_tokens", false);
    return d;
}

bool GroupConfig::asksFor(std::string_view reward) const {
    return std::find(rewardFuncs.begin(), rewardFuncs.end(), reward) != rewardFuncs.end();
}

double GroupConfig::stepWeight() const {
    const auto at = std::find(rewardFuncs.begin(), rewardFuncs.end(), kProcess) - rewardFuncs.begin();
    return rewardWeights.empty() ? 1 : rewardWeights.at(static_cast<std::size_t>(at));
}

bool GroupConfig::asksModel() const {
    return asksFor("reward_model");
}

bool GroupConfig::asks(std::string_view port) const {
    if (port == kProcess) return asksFor(kProcess);
    if (port != kJudge) return asksModel();
    return asksFor(kJudge) || (rubricAsksJudge && asksFor("rubric"));
}

Port rewardPort() {
    return {.name = kReward,
            .what = Artifact::Scores,
            .required = false,
            .effect = "a reward model, for reward_model among reward_funcs"};
}

std::vector<Port> rewardPorts() {
    std::vector<Port> ports;
    for (const char *name : kRewardModels) {
        ports.push_back(rewardPort());
        ports.back().name = name;
        if (ports.size() > 1)
            ports.back().effect = "a further reward model: the mean of all is the reward, and reward_spread tells how "
                                  "far they differ";
    }
    ports.push_back({.name = kProcess,
                     .what = Artifact::Scores,
                     .required = false,
                     .effect = "a model that scores steps, for process_reward among reward_funcs"});
    ports.push_back({.name = kJudge,
                     .required = false,
                     .sameVocabulary = true,
                     .effect = "for judge and rubric among reward_funcs, a model that is asked what an answer is"});
    return ports;
}

bool isRewardPort(std::string_view port) {
    return port == kJudge || port == kProcess ||
           std::find(std::begin(kRewardModels), std::end(kRewardModels), port) != std::end(kRewardModels);
}

} // namespace lapidary
