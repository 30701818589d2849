// SPDX-License-Identifier: Apache-2.0
// Group-relative policy optimisation, after TRL 1.16's GRPOTrainer. Deviations: (1) a generation batch is one optimiser
// step's batch (steps_per_generation = gradient_accumulation_steps) and is not shuffled before it is split, which
// changes no loss_type but the grouping of "bnpo"; (2) a forced completion prefix is outside the mask, and so is a
// completion of which no reward function can tell anything; (3) smallest and largest values of a step are those of all
// its micro-batches, not their mean.
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/reward/reward.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/given_rewards.h"
#include "core/engine/train/ops/kl.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_order.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kOld = "old_per_token_logps", *kRef = "ref_per_token_logps";

class Grpo : public Algorithm {
public:
    explicit Grpo(GrpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override { return port != "reference" || config_.policy.beta > 0; }

    Status prepare(TrainContext &context) override {
        if (stored()) {
            auto read = readRollouts(context, columns());
            if (!read) return unexpected(read.error());
            file_ = std::move(*read);
            sayIfFlat(context);
        } else {
            auto sampler = GroupSampler::make(context, config_.group);
            if (!sampler) return unexpected(sampler.error());
            sampler_ = std::move(*sampler);
        }
        order_ = RowOrder(rows(), config_.train.shuffleDataset && !stored(), context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    std::int64_t stepsPerEpoch() const override {
        const std::int64_t perStep = stored() ? batchSize() : batchSize() / config_.group.numGenerations;
        return (static_cast<std::int64_t>(rows()) + perStep - 1) / perStep * config_.numIterations;
    }

    Result<TrainStep> next(TrainContext &context) override {
        if ((context.step - 1) % config_.numIterations == 0)
            if (auto made = roll(context); !made) return unexpected(made.error());
        TrainStep step{.metrics = rolloutMetrics_};
        for (const auto &[begin, end] : passes(rollouts_.size(), context)) {
            step.parts.push_back(collate(rollouts_, begin, end, context));
            step.items += step.parts.back().tensors.at("mask").sum().item<double>();
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const LabelScores scores =
            scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, config_.group.temperature);
        const auto place = [&](const at::Tensor &values) {
            return placeTokens(values, scores, t.at("labels").sizes());
        };
        PolicyTokens tokens{
            .logps_BT = place(scores.tokens.logp_N), .mask_BT = t.at("mask"), .advantages_B = t.at(kAdvantage)};
        if (t.count(kOld)) tokens.oldLogps_BT = t.at(kOld);
        if (t.count(kRef)) tokens.refLogps_BT = t.at(kRef);
        tokens.entropy_BT = place(scores.tokens.entropy_N);
        LossResult result =
            policyLoss(tokens, config_.policy,
                       {step.items, static_cast<double>(step.parts.size()), config_.group.maxCompletionLength});
        result.metrics["entropy"] = maskedMean(tokens.entropy_BT, t.at("mask"));
        return result;
    }

    void end(TrainContext &context) const override {
        if (taught_ || stored()) return;
        Sentence text =
            scored_
                ? "Nothing was learnt from rewards: in the whole run no group of completions had contrast (all of "
                  "a group earned the same, or were cut and left out), so that every advantage was 0. The problems may "
                  "be too hard or too easy for this model, or max_completion_length too short."
                : "Nothing was learnt: no reward function could score any completion of the whole run.";
        if (config_.policy.beta > 0) text = {"{0} Only the KL term moved the model.", text};
        context.job.sink().emit("notice", noticeOf("warning", text));
    }
    std::int64_t sampledTokens() const override { return sampledTokens_; }

    TrainState state() const override {
        Json rollouts = Json::array();
        if (config_.numIterations > 1) // between the iterations of one rollout it must survive a restart
            for (const auto &rollout : rollouts_) rollouts.push_back(toJson(rollout));
        return {.json = {{"order", order_.state()},
                         {"rollouts", rollouts},
                         {"metrics", toJson(rolloutMetrics_)},
                         {"taught", taught_},
                         {"scored", scored_},
                         {"sampled_tokens", sampledTokens_}}};
    }

    Status restore(const TrainState &state) override {
        const Json &json = state.json;
        if (auto ok = order_.restore(json.value("order", Json::object())); !ok) return ok;
        rollouts_.clear();
        for (const Json &value : json.value("rollouts", Json::array())) {
            auto rollout = rolloutFromJson(value, INT64_MAX, columns());
            if (!rollout) return unexpected(rollout.error());
            rollouts_.push_back(std::move(*rollout));
        }
        rolloutMetrics_ = metricsFromJson(json.value("metrics", Json::object()));
        taught_ = json.value("taught", true);
        scored_ = json.value("scored", true);
        sampledTokens_ = json.value("sampled_tokens", std::int64_t{0});
        return {};
    }

private:
    /// Nobody looks at log-probs of the reference without the KL term.
    RolloutColumns columns() const {
        RolloutColumns columns{.values = {kAdvantage}, .tokens = {kOld}};
        if (config_.policy.beta > 0) columns.tokens.emplace_back(kRef);
        return columns;
    }
    bool stored() const { return config_.rollouts == "file"; }
    std::size_t rows() const { return stored() ? file_.size() : sampler_->problems(); }
    std::int64_t batchSize() const { return config_.train.batchSize * config_.train.accumulation; }

    bool teaches(const Rollout &rollout) const {
        return rollout.learnt(config_.maskTruncatedCompletions) && rollout.values.at(kAdvantage) != 0;
    }

    /// A file whose every advantage is 0 moves nothing; that is known before the first step.
    void sayIfFlat(TrainContext &context) const {
        if (std::any_of(file_.begin(), file_.end(), [&](const Rollout &rollout) { return teaches(rollout); })) return;
        context.job.sink().emit(
            "notice",
            noticeOf("warning", "The stored rollouts teach nothing: there is no contrast, every advantage is 0 or "
                                "belongs to a completion that is left out."));
    }

    /// A fresh batch of rollouts with advantages and the log-probs that later iterations compare with.
    Status roll(TrainContext &context) {
        const Json before = order_.state();
        auto fresh = draw(context);
        if (!fresh) {
            order_.restore(before); // stopped while completions were sampled: the step did not happen
            return unexpected(fresh.error());
        }
        storeLogps(context, fresh->rollouts);
        rollouts_ = std::move(fresh->rollouts);
        rolloutMetrics_ = std::move(fresh->metrics);
        for (const auto &rollout : rollouts_) {
            taught_ = taught_ || teaches(rollout);
            scored_ = scored_ || rollout.scored;
            if (!stored()) sampledTokens_ += static_cast<std::int64_t>(rollout.completion.size() - rollout.forced);
        }
        return {};
    }

    Result<SampledGroups> draw(TrainContext &context) {
        const std::int64_t each = stored() ? 1 : config_.group.numGenerations;
        const auto rows = order_.next(static_cast<std::size_t>(batchSize() / each));
        if (!stored()) return sampler_->sample(context, requestOf(rows, context));
        SampledGroups out;
        for (const auto row : rows) out.rollouts.push_back(file_[row]);
        out.metrics = lengthMetrics(out.rollouts);
        return out;
    }

    GroupRequest requestOf(std::vector<std::size_t> rows, const TrainContext &context) const {
        return {.rows = std::move(rows),
                .stream = "grpo",
                .advantagesOf = [this](const at::Tensor &perFunction_BF,
                                       const at::Tensor &totals_B) { return advantagesOf(perFunction_BF, totals_B); },
                .show = context.step % config_.train.loggingSteps == 0};
    }

    at::Tensor advantagesOf(const at::Tensor &perFunction_BF, const at::Tensor &totals_B) const {
        const GroupConfig &group = config_.group;
        if (config_.multiObjectiveAggregation == "sum_then_normalize")
            return groupAdvantages(totals_B, group.numGenerations, config_.scaleRewards);
        const std::vector<double> ones(static_cast<std::size_t>(perFunction_BF.size(1)), 1.0);
        return decoupledAdvantages(perFunction_BF, group.rewardWeights.empty() ? ones : group.rewardWeights,
                                   group.numGenerations);
    }

    /// Begin and end of each forward pass over so many rollouts.
    std::vector<std::pair<std::size_t, std::size_t>> passes(std::size_t count, const TrainContext &context) const {
        std::vector<std::pair<std::size_t, std::size_t>> out;
        const auto size =
            static_cast<std::size_t>(context.rowsPerPass > 0 ? context.rowsPerPass : config_.train.batchSize);
        for (std::size_t begin = 0; begin < count; begin += size)
            out.emplace_back(begin, std::min(count, begin + size));
        return out;
    }

    void storeLogps(const TrainContext &context, std::vector<Rollout> &rollouts) const {
        const Evaluation how{.bf16 = config_.train.bf16, .temperature = config_.group.temperature};
        for (const auto &[begin, end] : passes(rollouts.size(), context)) {
            const MicroBatch batch = collate(rollouts, begin, end, context);
            const std::span part = std::span(rollouts).subspan(begin, end - begin);
            const at::Tensor &ids_BT = batch.tensors.at("input_ids"), &labels_BT = batch.tensors.at("labels");
            if (config_.numIterations > 1 && !part[0].tokens.contains(kOld))
                keepTokens(part, kOld, context.networks.evaluate(kPolicy, ids_BT, labels_BT, how));
            if (config_.policy.beta > 0 && !part[0].tokens.contains(kRef))
                keepTokens(part, kRef, context.networks.evaluate("reference", ids_BT, labels_BT, how));
        }
    }

    MicroBatch collate(const std::vector<Rollout> &rollouts, std::size_t begin, std::size_t end,
                       const TrainContext &context) const {
        return collateRollouts(std::span(rollouts).subspan(begin, end - begin), config_.maskTruncatedCompletions,
                               padding_, context.policy.placement().device);
    }

    GrpoConfig config_;
    std::vector<Rollout> file_;           // stored rollouts, or …
    std::optional<GroupSampler> sampler_; // … what samples them
    std::vector<Rollout> rollouts_;       // of the step, or of the iterations that share them
    Metrics rolloutMetrics_;
    RowOrder order_;
    std::int64_t padding_ = 0, sampledTokens_ = 0;
    bool taught_ = false, scored_ = false; // some completion had an advantage, a reward
};

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
        if (read->policy.beta > 0 && !tokens.refLogps_BT.defined())
            return fail({.code = "loss.missing_tensor",
                         .message = "beta > 0 needs the reference's log-probs",
                         .field = "ref_per_token_logps"});
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
            .include(GroupConfig::described(), &C::group)
            .include(PolicyLossSettings::described(), &C::policy)
            .add("num_iterations", &C::numIterations, atLeast(1), "steps", "optimiser steps on the same completions")
            .choice("scale_rewards", &C::scaleRewards, {"group", "batch", "none"}, "what advantages are divided by")
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
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("reward", "policy", "", "mean reward of the completions that were drawn", Better::Higher),
        of("frac_reward_zero_std", "policy", "", "share of groups without contrast, which teach nothing",
           Better::Lower),
        of("entropy", "policy", "nats", "how undecided the model is about a token"),
        of("completions/mean_length", "policy", "tokens", "mean length of the completions"),
        of("completions/min_length", "detail", "tokens", "length of the shortest completion"),
        of("completions/max_length", "detail", "tokens", "length of the longest completion"),
        of("completions/mean_terminated_length", "detail", "tokens", "mean length of those that ended themselves"),
        of("completions/min_terminated_length", "detail", "tokens", "the shortest that ended itself"),
        of("completions/max_terminated_length", "detail", "tokens", "the longest that ended itself"),
        of("completions/clipped_ratio", "policy", "", "share of completions that were cut", Better::Lower),
        of("reward_std", "detail", "", "standard deviation of the rewards"),
        of("rewards/*/mean", "detail", "", "mean of one reward function", Better::Higher),
        of("rewards/*/std", "detail", "", "standard deviation of one reward function"),
        of("rewards/*/unscorable", "detail", "completions", "completions that the reward function could not score",
           Better::Lower)};
    own.front().key = true;
    own.front().spread = "reward_std";
    return withShared(withShared(std::move(own), policyLossMetrics()), loopMetrics());
}

const MethodInfo &grpoMethod() {
    static const MethodInfo method{
        .name = "grpo",
        .summary = "Group-relative policy optimisation with verifiable rewards",
        .role = "algorithm",
        .spec = GrpoConfig::described().spec(),
        .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                   {.name = "train",
                    .what = Artifact::ProblemSet,
                    .layout = "prompt_only",
                    .effect = "problems, whose answers the rewards are computed from"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that beta holds the policy to; without it the policy as it starts"}},
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
