// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/token_policy.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/ops/policy_losses.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/ops/token_losses.h"

namespace lapidary {

const Described<TokenPaySettings> &TokenPaySettings::described() {
    using S = TokenPaySettings;
    static const auto d =
        Described<S>()
            .add("beta", &S::beta, atLeast(0), "",
                 "weight of the KL penalty in the rewards of tokens; 0 needs no reference")
            .choice("kl_estimator", &S::klEstimator, klEstimatorNames(),
                    "how the KL of a token is told from its log-probs: k1 is unbiased, k3 is never negative")
            .add("gamma", &S::gamma, between(0, 1), "", "what a reward a token later counts")
            .add("mask_truncated_completions", &S::maskTruncatedCompletions, "",
                 "learns nothing from completions that were cut")
            .add("disable_dropout", &S::disableDropout, "",
                 "switches lora_dropout off; with it on, the loss alone is computed with dropout: ratios and KL vary "
                 "by it, as in TRL")
            .choice("rollouts", &S::rollouts, {"policy", "file"}, "file replays stored completions instead of sampling")
            .include(SamplingCorrection::described(), &S::sampling);
    return d;
}

const Described<TokenClipSettings> &TokenClipSettings::described() {
    using S = TokenClipSettings;
    static const auto d =
        Described<S>()
            .add("epsilon", &S::epsilon, above(0), "", "how far a token's ratio may move before its gradient stops")
            .add("epsilon_high", &S::epsilonHigh, atLeast(0), "", "the same upwards; 0 takes epsilon")
            .add("num_iterations", &S::numIterations, atLeast(1), "steps", "optimiser steps on the same completions");
    return d;
}

TrainOptions TokenPolicy::optionsOf(std::string_view port) const {
    return port == kValue ? criticOptions(use_.train) : use_.train;
}

bool TokenPolicy::uses(std::string_view port) const {
    if (isRewardPort(port)) return use_.group.asks(port) && use_.pay.rollouts != "file";
    if (port == kValue) return use_.values;
    return port != "reference" || use_.pay.beta > 0;
}

Status TokenPolicy::prepare(TrainContext &context) {
    if (use_.values)
        if (auto ok = openCritic(context); !ok) return ok;
    GroupUse rolled{
        .group = use_.group,
        .train = use_.train,
        .stream = use_.stream,
        .numIterations = use_.clip.numIterations,
        .maskTruncated = use_.pay.maskTruncatedCompletions,
        .fromFile = use_.pay.rollouts == "file",
        .columns = use_.columns,
        .made = {kAdvantages, kStepRewards, kStepEnds},
        .klMovesAlone = use_.pay.beta > 0,
        .comparesGroups = use_.groups || use_.greedy,
        .greedy = use_.greedy,
        .tellsLogps = true,
        .advantagesOf = [this](const at::Tensor &, const at::Tensor &totals_B) { return scoresOf(totals_B); }};
    if (!use_.values) rolled.columns.values = {kAdvantage}; // a critic learns from rewards alone
    rolled.columns.mustReward = use_.values;
    rolled.columns.mustSample = corrects();
    if (keepsOld()) rolled.columns.tokens.emplace_back(kOldLogps);
    if (use_.pay.beta > 0) rolled.columns.tokens.emplace_back(kRefLogps);
    if (use_.values) rolled.made.insert(rolled.made.end(), {kValues, kReturns});
    return rollouts_.open(context, std::move(rolled));
}

Result<TrainStep> TokenPolicy::next(TrainContext &context) {
    if (!rollouts_.due(context)) return rollouts_.step(context);
    const auto finish = [&](std::vector<Rollout> &fresh, Metrics &metrics) { complete(context, fresh, metrics); };
    if (auto made = rollouts_.roll(context, finish); !made) return unexpected(made.error());
    return rollouts_.step(context);
}

void TokenPolicy::complete(const TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) const {
    const TokenPaySettings &pay = use_.pay;
    TokenEarnings earned = readEarnings(context, rollouts_, fresh,
                                        {.old = keepsOld(),
                                         .reference = pay.beta > 0,
                                         .values = use_.values,
                                         .maskTruncated = pay.maskTruncatedCompletions,
                                         .klEstimator = pay.klEstimator,
                                         .how = {.bf16 = use_.train.bf16, .temperature = use_.group.temperature}});
    const at::Tensor mask_BC = earned.table.mask(), scores_B = earned.table.values(kAdvantage);
    if (pay.beta > 0) metrics["kl"] = maskedMean(earned.kl_BC, mask_BC);
    at::Tensor advantages_BC;
    if (rollouts_.given(fresh)) {
        advantages_BC = onEveryToken(scores_B, mask_BC);
    } else {
        at::Tensor rewards_BC = tokenRewards(earned.kl_BC, scores_B, mask_BC, pay.beta);
        if (rollouts_.paysSteps()) rewards_BC = rewards_BC + rollouts_.stepRewards(earned.table) * mask_BC;
        advantages_BC = advantagesOf(earned, rewards_BC, metrics);
    }
    if (corrects()) // a weight above 0 may stand at either side of what is clipped
        advantages_BC = advantages_BC *
                        samplingRatio(earned.table.tokens(kOldLogps), earned.table.sampled(), mask_BC, pay.sampling);
    earned.table.keep(kAdvantages, advantages_BC);
}

LossResult TokenPolicy::loss(TrainContext &context, const TrainStep &step, std::size_t part) {
    const auto &t = step.parts[part].tensors;
    const LabelScores scores =
        scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, use_.group.temperature);
    const auto place = [&](const at::Tensor &values_N) {
        return placeTokens(values_N, scores, t.at("labels").sizes());
    };
    LossResult result =
        policyLoss({.logps_BT = place(scores.tokens.logp_N),
                    .oldLogps_BT = t.at(kOldLogps),
                    .mask_BT = t.at("mask"),
                    .advantages_B = t.at(kAdvantages)},
                   {.epsilon = use_.clip.epsilon, .epsilonHigh = use_.clip.epsilonHigh}, {.items = step.items});
    result.metrics["entropy"] = maskedMean(place(scores.tokens.entropy_N), t.at("mask"));
    result.metrics.merge(lookAt(context, step, part, place(scores.tokens.logp_N)));
    return result;
}

std::vector<MetricInfo> tokenPolicyMetrics(bool clipped) {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect};
    };
    std::vector<MetricInfo> own{
        of("entropy", "policy", "nats", "how undecided the model is about a token"),
        of("kl", "policy", "nats", "how far the policy has moved from the reference; with beta alone"),
        of("loss", "loss", "", "the policy gradient's surrogate: its level tells nothing")};
    if (clipped)
        own.insert(own.end(),
                   {of("clip_ratio/region_mean", "policy", "", "share of tokens whose ratio was clipped"),
                    of("clip_ratio/low_mean", "detail", "", "share of tokens clipped downwards"),
                    of("clip_ratio/high_mean", "detail", "", "share of tokens clipped upwards"),
                    of("clip_ratio/low_min", "detail", "", "smallest share clipped downwards of a completion"),
                    of("clip_ratio/high_max", "detail", "", "largest share clipped upwards of a completion")});
    return withShared(withShared(groupMetrics(), own), samplingMetricInfos());
}

} // namespace lapidary
