// SPDX-License-Identifier: Apache-2.0
// Group-relative policy optimisation, after TRL 1.16's GRPOTrainer. Deviations: (1) a generation batch is one optimiser
// step's batch (steps_per_generation = gradient_accumulation_steps) and is not shuffled before it is split, which
// changes no loss_type but the grouping of "bnpo"; (2) a forced completion prefix is outside the mask, and so is a
// completion of which no reward function can tell anything; (3) smallest and largest values of a step are those of all
// its micro-batches, not their mean.
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/given_rewards.h"
#include "core/engine/train/ops/kl.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/step_credit.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_earnings.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kOld = kOldLogps, *kRef = kRefLogps;

class Grpo : public Algorithm {
public:
    explicit Grpo(GrpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override {
        if (isRewardPort(port)) return config_.group.asks(port) && config_.rollouts != "file";
        return port != "reference" || config_.policy.beta > 0;
    }

    Status prepare(TrainContext &context) override {
        return rollouts_.open(context,
                              {.group = config_.group,
                               .train = config_.train,
                               .stream = "grpo",
                               .numIterations = config_.numIterations,
                               .maskTruncated = config_.maskTruncatedCompletions,
                               .fromFile = config_.rollouts == "file",
                               .columns = columns(),
                               .made = {kAdvantages, kStepRewards, kStepEnds},
                               .klMovesAlone = config_.policy.beta > 0,
                               .tellsLogps = true,
                               .advantagesOf = [this](const at::Tensor &perFunction_BF, const at::Tensor &totals_B) {
                                   return advantagesOf(perFunction_BF, totals_B);
                               }});
    }

    std::int64_t stepsPerEpoch() const override { return rollouts_.stepsPerEpoch(); }

    Result<TrainStep> next(TrainContext &context) override {
        const auto store = [&](std::vector<Rollout> &fresh, Metrics &) {
            storeLogps(context, fresh);
            if (rollouts_.paysSteps()) creditSteps(fresh);
        };
        if (rollouts_.due(context))
            if (auto made = rollouts_.roll(context, store); !made) return unexpected(made.error());
        return rollouts_.step(context);
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const LabelScores scores = scoreLabels(
            context.policy, t.at("input_ids"), t.at("labels"), {},
            HeadOptions{.temperature = config_.group.temperature, .entropyLearns = config_.policy.entropyCoef > 0});
        const auto place = [&](const at::Tensor &values) {
            return placeTokens(values, scores, t.at("labels").sizes());
        };
        PolicyTokens tokens{.logps_BT = place(scores.tokens.logp_N),
                            .mask_BT = t.at("mask"),
                            .advantages_B = t.at(t.count(kAdvantages) ? kAdvantages : kAdvantage)};
        if (t.count(kOld)) tokens.oldLogps_BT = t.at(kOld);
        if (t.count(kRef)) tokens.refLogps_BT = t.at(kRef);
        tokens.sampledLogps_BT = sampledOf(t);
        tokens.entropy_BT = place(scores.tokens.entropy_N);
        LossResult result =
            policyLoss(tokens, config_.policy,
                       {step.items, static_cast<double>(step.parts.size()), config_.group.maxCompletionLength});
        result.metrics["entropy"] = maskedMean(tokens.entropy_BT.detach(), t.at("mask"));
        rollouts_.showPass(context, step, part, tokens.logps_BT);
        return result;
    }

    void end(TrainContext &context) const override { rollouts_.end(context); }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override { return {.json = rollouts_.state()}; }
    Status restore(const TrainState &state) override { return rollouts_.restore(state.json); }

private:
    /// Nobody looks at log-probs of the reference without the KL term.
    RolloutColumns columns() const {
        RolloutColumns columns{.values = {kAdvantage}, .tokens = {kOld}};
        if (config_.policy.beta > 0) columns.tokens.emplace_back(kRef);
        columns.mustSample = config_.policy.sampling.importanceSamplingCorrection;
        return columns;
    }
    at::Tensor advantagesOf(const at::Tensor &perFunction_BF, const at::Tensor &totals_B) const {
        const GroupConfig &group = config_.group;
        if (config_.multiObjectiveAggregation == "sum_then_normalize")
            return groupAdvantages(totals_B, group.numGenerations, config_.scaleRewards);
        const std::vector<double> ones(static_cast<std::size_t>(perFunction_BF.size(1)), 1.0);
        return decoupledAdvantages(perFunction_BF, group.rewardWeights.empty() ? ones : group.rewardWeights,
                                   group.numGenerations);
    }

    /// Each token gets the advantage of its completion and, by process supervision, that of its step and those behind.
    void creditSteps(std::vector<Rollout> &fresh) const {
        CompletionTable table(fresh, config_.maskTruncatedCompletions);
        const at::Tensor mask_BC = table.mask(), own_B = table.values(kAdvantage);
        const at::Tensor earned_B2C = at::stack({rollouts_.stepRewards(table), table.tokens(kStepEnds)}, 1);
        const at::Tensor steps_BC = rollouts_.byGroups(fresh, earned_B2C, [&](const at::Tensor &byGroup_B2C) {
            return groupStepAdvantages(byGroup_B2C.select(1, 0), byGroup_B2C.select(1, 1), config_.group.numGenerations,
                                       config_.scaleRewards);
        });
        const double again =
            config_.scaleRewards == "none" ? 1 : std::abs(config_.group.stepWeight()); // was scaled off
        const at::Tensor advantages_BC = (own_B.unsqueeze(1) + again * steps_BC) * mask_BC;
        table.keep(kAdvantages, advantages_BC);
        table.keepValues(kAdvantage, advantages_BC.sum(1) / mask_BC.sum(1).clamp_min(1));
    }

    /// What later iterations, and the KL term, compare with.
    void storeLogps(const TrainContext &context, std::vector<Rollout> &fresh) const {
        const Evaluation how{.bf16 = config_.train.bf16, .temperature = config_.group.temperature};
        for (const auto &[begin, end] : rollouts_.passes(fresh.size(), context)) {
            const std::span part = std::span(fresh).subspan(begin, end - begin);
            const MicroBatch batch = rollouts_.collate(part, context);
            const at::Tensor &ids_BT = batch.tensors.at("input_ids"), &labels_BT = batch.tensors.at("labels");
            if (config_.numIterations > 1 && !part[0].tokens.contains(kOld))
                keepTokens(part, kOld, context.networks.evaluate(kPolicy, ids_BT, labels_BT, how));
            if (config_.policy.beta > 0 && !part[0].tokens.contains(kRef))
                keepTokens(part, kRef, context.networks.evaluate("reference", ids_BT, labels_BT, how));
        }
    }

    GrpoConfig config_;
    GroupRollouts rollouts_;
};

/// Settings that look at what the request must bring.
Status mustHave(const PolicyTokens &tokens, const PolicyLossSettings &policy) {
    if (policy.beta > 0 && !tokens.refLogps_BT.defined())
        return fail({.code = "loss.missing_tensor",
                     .message = "beta > 0 needs the reference's log-probs",
                     .field = "ref_per_token_logps"});
    if (!tokens.entropy_BT.defined() && (policy.entropyCoef > 0 || policy.topEntropyQuantile < 1))
        return fail({.code = "loss.missing_tensor",
                     .message = "these settings look at the entropy of each token",
                     .field = "entropies"});
    if (policy.sampling.importanceSamplingCorrection && !tokens.sampledLogps_BT.defined())
        return fail({.code = "loss.missing_tensor",
                     .message = "importance_sampling_correction needs the log-probs with which the tokens were drawn",
                     .field = kSampledLogps});
    return {};
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = GrpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto given = givenRewards(inputs, *read);
    if (!given) return unexpected(given.error());
    LossResult result{.loss = at::zeros({}, at::kDouble), .metrics = given->metrics};
    if (inputs.count("per_token_logps")) {
        const at::Tensor &logps_BT = inputs.at("per_token_logps");
        const bool perToken = given->advantages.sizes() == logps_BT.sizes() && !given->totals.defined();
        PolicyTokens tokens{.logps_BT = logps_BT,
                            .mask_BT = inputs.count("completion_mask") ? inputs.at("completion_mask")
                                                                       : at::ones_like(logps_BT.detach()),
                            .advantages_B = perToken ? given->advantages : given->advantages.reshape({-1})};
        if (given->totals.defined())
            tokens.mask_BT = tokens.mask_BT * given->totals.reshape({-1, 1}).isnan().logical_not();
        if (inputs.count("old_per_token_logps")) tokens.oldLogps_BT = inputs.at("old_per_token_logps");
        if (inputs.count("ref_per_token_logps")) tokens.refLogps_BT = inputs.at("ref_per_token_logps");
        if (inputs.count(kSampledLogps)) tokens.sampledLogps_BT = inputs.at(kSampledLogps);
        if (inputs.count("entropies")) tokens.entropy_BT = inputs.at("entropies");
        if (auto ok = mustHave(tokens, read->policy); !ok) return unexpected(ok.error());
        const double items = inputs.count("num_items_in_batch") ? inputs.at("num_items_in_batch").item<double>()
                                                                : tokens.mask_BT.sum().item<double>();
        result = policyLoss(tokens, read->policy, {items, 1, read->group.maxCompletionLength});
        result.metrics.insert(given->metrics.begin(), given->metrics.end());
    }
    result.tensors["advantages"] = given->advantages;
    if (given->totals.defined()) result.tensors["rewards"] = given->totals;
    return result;
}

} // namespace

const Described<GrpoConfig> &GrpoConfig::described() {
    using C = GrpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::describedWithSteps(), &C::group)
            .include(PolicyLossSettings::described(), &C::policy)
            .add("num_iterations", &C::numIterations, atLeast(1), "steps", "optimiser steps on the same completions")
            .choice("scale_rewards", &C::scaleRewards, {"group", "batch", "none", "mean"},
                    "what advantages are divided by: a deviation, or the group's mean, so that rare successes count "
                    "more (MaxRL)")
            .must({.kind = FieldRule::Kind::Among,
                   .others = {"group", "batch", "none"},
                   .message = "advantages of steps may not be divided by a mean, which may be 0",
                   .when = {{"process_reward_credit", {"sum", "min"}}}})
            .choice("multi_objective_aggregation", &C::multiObjectiveAggregation,
                    {"sum_then_normalize", "normalize_then_sum"},
                    "normalize_then_sum scales each reward function by itself, so that none drowns the others (GDPO)")
            .add("mask_truncated_completions", &C::maskTruncatedCompletions, "",
                 "learns nothing from completions that were cut")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off; with it on, the loss alone is computed with dropout: ratios and KL vary "
                 "by it, as in TRL")
            .choice("rollouts", &C::rollouts, {"policy", "file"},
                    "file replays stored completions instead of sampling");
    return d;
}

namespace {

std::vector<MetricInfo> grpoMetrics() {
    auto own = withShared(
        comparedGroupMetrics(),
        {{.name = "entropy", .unit = "nats", .group = "policy", .effect = "how undecided the model is about a token"}});
    return withShared(withShared(withShared(std::move(own), policyLossMetrics()), samplingMetricInfos()),
                      loopMetrics());
}

const MethodInfo &grpoMethod() {
    static const MethodInfo method{.name = "grpo",
                                   .summary = "Group-relative policy optimisation with verifiable rewards",
                                   .role = "algorithm",
                                   .spec = GrpoConfig::described().spec(),
                                   .inputs = policyPorts(),
                                   .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                   .metrics = grpoMetrics()};
    return method;
}

} // namespace

AlgorithmInfo grpoInfo() {
    return {.info = grpoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = GrpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Grpo>(std::move(*read));
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
