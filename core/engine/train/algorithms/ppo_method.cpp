// SPDX-License-Identifier: Apache-2.0
// The settings, metrics and ports of PPO.
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/algorithms/ppo.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/token_credit.h"

namespace lapidary {
namespace {

using C = PpoConfig;

void addLoss(Described<C> &d) {
    d.add("num_ppo_epochs", &C::numPpoEpochs, atLeast(1), "epochs", "passes over the same completions")
        .add("num_mini_batches", &C::numMiniBatches, atLeast(1), "batches",
             "optimiser steps of such a pass, each on as many completions as a step has")
        .add("cliprange", &C::cliprange, above(0), "", "how far a token's ratio may move before its gradient stops")
        .add("dual_clip", &C::dualClip, atLeast(0), "",
             "the most that the ratio of a bad token counts, above 1; 0: no bound")
        .add("vf_coef", &C::vfCoef, atLeast(0), "", "weight of the value loss")
        .add("cliprange_value", &C::cliprangeValue, above(0), "", "how far a value may move before its gradient stops")
        .add("value_learning_rate", &C::valueLearningRate, atLeast(0), "",
             "learning rate of a value network; 0 takes that of the policy");
}

void addCredit(Described<C> &d) {
    d.add("gamma", &C::gamma, between(0, 1), "", "what a reward a token later counts")
        .add("lam", &C::lam, between(0, 1), "",
             "1 trusts what was earned, 0 what the values say: less noise for more bias")
        .add("whiten_rewards", &C::whitenRewards, "",
             "scales the rewards of tokens to deviation 1, and keeps their mean")
        .add("missing_eos_penalty", &C::missingEosPenalty, atLeast(0), "",
             "taken from the score of a completion that was cut; 0: nothing")
        .add("kl_coef", &C::klCoef, atLeast(0), "",
             "weight of the KL penalty in the rewards of tokens; 0 needs no reference")
        .choice("kl_estimator", &C::klEstimator, klEstimatorNames(),
                "how the KL of a token is told from its log-probs: k1 is unbiased, k3 is never negative")
        .add("adap_kl_ctrl", &C::adapKlCtrl, "", "raises or lowers kl_coef until the KL is that of target")
        .add("target", &C::target, above(0), "nats", "KL of a completion that adap_kl_ctrl aims at")
        .add("horizon", &C::horizon, above(0), "completions", "how slowly adap_kl_ctrl moves")
        .choice("rollouts", &C::rollouts, {"policy", "file"}, "file replays stored completions instead of sampling")
        .include(SamplingCorrection::described(), &C::sampling);
}

MetricInfo of(const char *name, const char *group, const char *unit, const char *effect,
              Better better = Better::Neither) {
    return {.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
}

std::vector<MetricInfo> ppoMetrics() {
    std::vector<MetricInfo> own{
        of("objective/kl", "policy", "nats", "how far a completion has moved from the reference, its tokens summed"),
        of("objective/scores", "policy", "", "mean score of the completions, less what a missing end costs",
           Better::Higher),
        of("objective/rlhf_reward", "policy", "", "the score less the KL penalty: what is made larger", Better::Higher),
        of("objective/non_score_reward", "policy", "", "what the KL penalty takes from a completion"),
        of("objective/kl_coef", "policy", "", "weight of the KL penalty; it moves with adap_kl_ctrl alone"),
        of("objective/entropy", "detail", "nats", "minus the log-prob of a completion"),
        of("policy/approxkl_avg", "policy", "nats", "how far the policy has moved since it drew the completions"),
        of("policy/clipfrac_avg", "policy", "", "share of tokens whose ratio was clipped"),
        of("policy/entropy_avg", "policy", "nats", "how undecided the model is about a token"),
        of("loss/policy_avg", "loss", "", "the policy gradient's surrogate: its level tells nothing"),
        of("loss/value_avg", "value", "", "half the squared error of the values", Better::Lower),
        of("val/explained_variance", "value", "",
           "share of the returns' variance that the values foretell: 1 is all, 0 none", Better::Higher),
        of("val/clipfrac_avg", "value", "", "share of tokens whose value was clipped"),
        of("val/ratio", "detail", "", "mean ratio of the present policy to the one that drew"),
        of("loss", "loss", "", "surrogate and value loss together: its level tells nothing")};
    auto shared = groupMetrics();
    std::erase_if(shared, [](const MetricInfo &each) { return each.name == "frac_reward_zero_std"; }); // no groups
    return withShared(withShared(withShared(std::move(own), shared), samplingMetricInfos()), loopMetrics({kValue}));
}

} // namespace

const Described<PpoConfig> &PpoConfig::described() {
    static const auto all = [] {
        Described<C> d;
        d.include(TrainOptions::described(), &C::train).include(GroupConfig::describedAsPpo(), &C::group);
        addLoss(d);
        d.must("dual_clip", {.kind = FieldRule::Kind::AtLeast,
                             .others = {"1"},
                             .message = "it would bound tokens that have not moved",
                             .unless = {{"dual_clip", 0}}});
        addCredit(d);
        return d;
    }();
    return all;
}

const MethodInfo &ppoMethod() {
    static const MethodInfo method{
        .name = "ppo",
        .summary = "Proximal policy optimisation: a value function tells what each token was worth",
        .role = "algorithm",
        .spec = PpoConfig::described().spec(),
        .inputs = withRewardPorts(
            {{.name = "policy", .trained = true, .effect = "the model that learns"},
             {.name = "train",
              .what = Artifact::ProblemSet,
              .layout = "prompt_only",
              .effect = "problems, whose answers the rewards are computed from"},
             {.name = "reference",
              .required = false,
              .effect = "the model that kl_coef holds the policy to; without it the policy as it starts"},
             valuePort()}),
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"},
                    {.name = kValue, .what = Artifact::Scores, .file = kValue}},
        .metrics = ppoMetrics()};
    return method;
}

} // namespace lapidary
