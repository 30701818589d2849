// SPDX-License-Identifier: Apache-2.0
// REINFORCE leave-one-out, after TRL 1.16's RLOOTrainer. Deviations: those of grpo.cpp.
#include "core/engine/train/algorithms/rloo.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/kl.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kOld = "old_per_token_logps", *kRef = "ref_per_token_logps";

class Rloo : public Algorithm {
public:
    explicit Rloo(RlooConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override {
        if (isRewardPort(port)) return config_.group.asks(port) && config_.rollouts != "file";
        return port != "reference" || config_.beta > 0;
    }

    Status prepare(TrainContext &context) override {
        return rollouts_.open(
            context,
            {.group = config_.group,
             .train = config_.train,
             .stream = "rloo",
             .numIterations = config_.numIterations,
             .maskTruncated = config_.maskTruncatedCompletions,
             .fromFile = config_.rollouts == "file",
             .columns = columns(),
             .klMovesAlone = config_.beta > 0,
             // The KL penalty is part of the reward, so that they are finished in complete().
             .advantagesOf = [this](const at::Tensor &, const at::Tensor &totals_B) { return kept(totals_B); }});
    }

    std::int64_t stepsPerEpoch() const override { return rollouts_.stepsPerEpoch(); }

    Result<TrainStep> next(TrainContext &context) override {
        if (!rollouts_.due(context)) return rollouts_.step(context);
        const auto finish = [&](std::vector<Rollout> &fresh, Metrics &metrics) { complete(context, fresh, metrics); };
        if (auto made = rollouts_.roll(context, finish); !made) return unexpected(made.error());
        return rollouts_.step(context);
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const at::Tensor &mask_BT = t.at("mask");
        const LabelScores scores =
            scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, config_.group.temperature);
        const at::Tensor logps_BT = placeTokens(scores.tokens.logp_N, scores, mask_BT.sizes());
        LossResult result = rlooLoss((logps_BT * mask_BT).sum(1), (t.at(kOld) * mask_BT).sum(1), t.at(kAdvantage),
                                     config_, static_cast<double>(step.parts.size()), weightsOf(t));
        result.metrics["entropy"] = maskedMean(placeTokens(scores.tokens.entropy_N, scores, mask_BT.sizes()), mask_BT);
        result.metrics.merge(samplerDistance(t, logps_BT, config_.sampling));
        return result;
    }

    void end(TrainContext &context) const override { rollouts_.end(context); }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override { return {.json = rollouts_.state()}; }
    Status restore(const TrainState &state) override { return rollouts_.restore(state.json); }

private:
    RolloutColumns columns() const {
        RolloutColumns columns{.values = {kAdvantage}, .tokens = {kOld}};
        if (config_.beta > 0) columns.tokens.emplace_back(kRef);
        columns.mustSample = config_.sampling.importanceSamplingCorrection;
        return columns;
    }

    /// What each completion counts, by who drew it.
    at::Tensor weightsOf(const TensorMap &pass) const {
        const at::Tensor sampled_BT = sampledOf(pass);
        if (!config_.sampling.importanceSamplingCorrection || !sampled_BT.defined()) return {};
        return samplingRatio(pass.at(kOld), sampled_BT, pass.at("mask"), config_.sampling).squeeze(1);
    }

    /// Rewards within reward_clip_range.
    at::Tensor kept(const at::Tensor &totals_B) const {
        return config_.rewardClipRange.size() == 2
                   ? totals_B.clamp(config_.rewardClipRange[0], config_.rewardClipRange[1])
                   : totals_B;
    }

    void complete(const TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) const {
        const bool rewarded = fresh[0].rewards || config_.rollouts != "file"; // else advantages were given
        at::Tensor rewards_B = at::empty({static_cast<std::int64_t>(fresh.size())}, at::kDouble);
        double kl = 0, tokens = 0;
        for (const auto &[begin, end] : rollouts_.passes(fresh.size(), context)) {
            const std::span part = std::span(fresh).subspan(begin, end - begin);
            const MicroBatch batch = storeLogps(context, part);
            at::Tensor kl_B = at::zeros({static_cast<std::int64_t>(part.size())});
            if (config_.beta > 0) {
                kl_B = (k1(batch.tensors.at(kOld), batch.tensors.at(kRef)) * batch.tensors.at("mask")).sum(1);
                kl += kl_B.sum().item<double>();
                tokens += batch.tensors.at("mask").sum().item<double>();
            }
            for (std::size_t i = 0; i < part.size(); ++i)
                rewards_B[static_cast<std::int64_t>(begin + i)] =
                    part[i].values.at(kAdvantage) - config_.beta * kl_B[static_cast<std::int64_t>(i)].item<double>();
        }
        if (config_.beta > 0) metrics["kl"] = kl / std::max(1.0, tokens);
        if (!rewarded) return;
        giveAdvantages(fresh, rewards_B, rollouts_.byGroups(fresh, rewards_B, [&](const at::Tensor &byGroup_B) {
            return rlooAdvantages(byGroup_B, config_.group.numGenerations, config_.normalizeAdvantages);
        }));
    }

    /// What the ratio and the KL penalty compare with; gives the pass with these columns.
    MicroBatch storeLogps(const TrainContext &context, std::span<Rollout> part) const {
        const Evaluation how{.bf16 = config_.train.bf16, .temperature = config_.group.temperature};
        const MicroBatch batch = rollouts_.collate(part, context);
        const at::Tensor &ids_BT = batch.tensors.at("input_ids"), &labels_BT = batch.tensors.at("labels");
        if (!part[0].tokens.contains(kOld))
            keepTokens(part, kOld, context.networks.evaluate(kPolicy, ids_BT, labels_BT, how));
        if (config_.beta > 0 && !part[0].tokens.contains(kRef))
            keepTokens(part, kRef, context.networks.evaluate("reference", ids_BT, labels_BT, how));
        return rollouts_.collate(part, context);
    }

    RlooConfig config_;
    GroupRollouts rollouts_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = RlooConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    if (auto ok = mustTellSampler(inputs, read->sampling); !ok) return unexpected(ok.error());
    at::Tensor advantages_B;
    if (inputs.count("advantages")) {
        advantages_B = inputs.at("advantages");
    } else {
        const at::Tensor &rewards = inputs.at("rewards");
        const std::int64_t G = rewards.dim() == 2 ? rewards.size(1) : read->group.numGenerations;
        advantages_B = rlooAdvantages(rewards.reshape({-1}), G, read->normalizeAdvantages);
    }
    LossResult result{.loss = at::zeros({}, at::kDouble), .metrics = {}};
    if (inputs.count("per_token_logps")) {
        const at::Tensor sums_B = inputs.at("per_token_logps"), old_B = inputs.count("old_per_token_logps")
                                                                            ? inputs.at("old_per_token_logps")
                                                                            : sums_B.detach();
        at::Tensor weights_B;
        if (const at::Tensor sampled_B = sampledOf(inputs); read->sampling.importanceSamplingCorrection)
            weights_B = samplingRatio(old_B.unsqueeze(1), sampled_B.unsqueeze(1), at::ones_like(old_B).unsqueeze(1),
                                      read->sampling)
                            .squeeze(1);
        result = rlooLoss(sums_B, old_B, advantages_B.reshape({-1}), *read, 1, weights_B);
    }
    result.tensors["advantages"] = advantages_B;
    return result;
}

} // namespace

const Described<RlooConfig> &RlooConfig::described() {
    using C = RlooConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::described(), &C::group)
            .add("beta", &C::beta, atLeast(0), "", "weight of the KL penalty in the reward; 0 needs no reference")
            .add("epsilon", &C::epsilon, above(0), "",
                 "how far the ratio of a completion may move before its gradient stops")
            .add("epsilon_high", &C::epsilonHigh, atLeast(0), "", "the same upwards; 0 takes epsilon")
            .add("num_iterations", &C::numIterations, atLeast(1), "steps", "optimiser steps on the same completions")
            .add("normalize_advantages", &C::normalizeAdvantages, "",
                 "scales the advantages of a batch to mean 0 and deviation 1")
            .add("reward_clip_range", &C::rewardClipRange, "", "least and most that a reward may be; empty: any")
            .add("mask_truncated_completions", &C::maskTruncatedCompletions, "",
                 "learns nothing from completions that were cut")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off; with it on, the loss alone is computed with dropout: ratios and KL vary "
                 "by it, as in TRL")
            .choice("rollouts", &C::rollouts, {"policy", "file"}, "file replays stored completions instead of sampling")
            .include(SamplingCorrection::described(), &C::sampling)
            .must("importance_sampling_mode", {.kind = FieldRule::Kind::Among,
                                               .others = {"sequence_truncate", "sequence_mask"},
                                               .message = "rloo has one ratio for a whole completion",
                                               .unless = {{"importance_sampling_correction", false}}});
    return d;
}

LossResult rlooLoss(const at::Tensor &sums_B, const at::Tensor &oldSums_B, const at::Tensor &advantages_B,
                    const RlooConfig &config, double parts, const at::Tensor &weights_B) {
    const double high = config.epsilonHigh > 0 ? config.epsilonHigh : config.epsilon;
    const at::Tensor ratio_B = at::exp(sums_B - oldSums_B);
    at::Tensor loss_B = -at::min(ratio_B * advantages_B, ratio_B.clamp(1 - config.epsilon, 1 + high) * advantages_B);
    if (weights_B.defined()) loss_B = loss_B * weights_B;
    LossResult result{.loss = loss_B.mean() / parts, .metrics = {}};
    const at::Tensor r_B = ratio_B.detach();
    const at::Tensor low_B = r_B.lt(1 - config.epsilon).logical_and(advantages_B.lt(0)),
                     high_B = r_B.gt(1 + high).logical_and(advantages_B.gt(0));
    result.metrics = {{"clip_ratio/low_mean", meanOf(low_B)},
                      {"clip_ratio/high_mean", meanOf(high_B)},
                      {"clip_ratio/region_mean", meanOf(low_B.logical_or(high_B))},
                      {"clip_ratio/low_min", {low_B.all().item<bool>() ? 1.0 : 0.0, Over::Min}},
                      {"clip_ratio/high_max", {high_B.any().item<bool>() ? 1.0 : 0.0, Over::Max}}};
    result.tensors = {{"ratio", r_B}, {"losses", loss_B.detach()}};
    return result;
}

at::Tensor rlooAdvantages(const at::Tensor &rewards_B, std::int64_t groupSize, bool normalize) {
    const at::Tensor groups_PG = rewards_B.reshape({-1, groupSize});
    const at::Tensor others_P1 = groups_PG.isnan().logical_not().sum(1, true) - 1; // 0: 0 / 0 is nothing to learn from
    at::Tensor advantages_B = (groups_PG - (groups_PG.nansum(1, true) - groups_PG) / others_P1).reshape({-1});
    if (normalize) {
        const at::Tensor known = advantages_B.index({advantages_B.isfinite()});
        if (known.numel() > 1) advantages_B = (advantages_B - known.mean()) / (known.std(true) + 1e-4);
    }
    return advantages_B.nan_to_num(0.0, 0.0, 0.0);
}

namespace {

const MethodInfo &rlooMethod() {
    static const MethodInfo method = [] {
        const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                           Better better = Better::Neither) {
            return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
        };
        auto metrics = withShared(
            comparedGroupMetrics(),
            {of("entropy", "policy", "nats", "how undecided the model is about a token"),
             of("kl", "policy", "nats", "how far the policy has moved from the reference; with beta alone"),
             of("clip_ratio/region_mean", "policy", "", "share of completions whose ratio was clipped"),
             of("loss", "loss", "", "the policy gradient's surrogate: its level tells nothing"),
             of("clip_ratio/low_mean", "detail", "", "share of completions clipped downwards"),
             of("clip_ratio/high_mean", "detail", "", "share of completions clipped upwards"),
             of("clip_ratio/low_min", "detail", "", "whether all completions of a batch were clipped downwards"),
             of("clip_ratio/high_max", "detail", "", "whether any completion was clipped upwards")});
        return MethodInfo{.name = "rloo",
                          .summary = "Policy gradient that compares each completion with the others of its prompt",
                          .role = "algorithm",
                          .spec = RlooConfig::described().spec(),
                          .inputs = policyPorts(),
                          .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                          .metrics = withShared(withShared(std::move(metrics), samplingMetricInfos()), loopMetrics())};
    }();
    return method;
}

} // namespace

AlgorithmInfo rlooInfo() {
    return {.info = rlooMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = RlooConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Rloo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .atRest = {{"kl", 0},
                       {"clip_ratio/region_mean", 0},
                       {"clip_ratio/low_mean", 0},
                       {"clip_ratio/high_mean", 0},
                       {"clip_ratio/low_min", 0},
                       {"clip_ratio/high_max", 0}}};
}

} // namespace lapidary
