// SPDX-License-Identifier: Apache-2.0
// Group-relative policy optimisation, after TRL 1.16's GRPOTrainer. Deviations: (1) a generation batch is one optimiser
// step's batch (steps_per_generation = gradient_accumulation_steps) and is not shuffled before it is split, which changes
// no loss_type but the grouping of "bnpo"; (2) a forced completion prefix is outside the mask.
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/train/ops/reference.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/rollout.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {
namespace {

double maskedMean(const at::Tensor &values, const at::Tensor &mask) {
    return ((values * mask).sum() / mask.sum().clamp_min(1.0)).item<double>();
}

class Grpo : public Algorithm {
public:
    explicit Grpo(GrpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }

    Status prepare(TrainContext &context) override {
        auto rows = readDataRows(context, "train");
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        if (batchSize() % config_.numGenerations != 0)
            return fail({.code = "config.out_of_range",
                         .message = "the batch does not hold whole groups",
                         .field = "num_generations",
                         .found = std::to_string(config_.numGenerations),
                         .expected = "a divisor of per_device_train_batch_size x gradient_accumulation_steps = " + std::to_string(batchSize())});
        order_ = RowOrder(rows_.size(), config_.train.shuffleDataset && !stored(), context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        if (config_.beta > 0) {
            auto reference = Reference::make(context);
            if (!reference) return unexpected(reference.error());
            reference_ = std::move(*reference);
        }
        return {};
    }

    std::int64_t stepsPerEpoch() const override {
        const std::int64_t perStep = stored() ? batchSize() : batchSize() / config_.numGenerations;
        return (static_cast<std::int64_t>(rows_.size()) + perStep - 1) / perStep * config_.numIterations;
    }

    Result<std::vector<MicroBatch>> nextBatches(TrainContext &context) override {
        if ((context.step - 1) % config_.numIterations == 0)
            if (auto made = roll(context); !made) return unexpected(made.error());
        std::vector<MicroBatch> batches;
        const auto size = static_cast<std::size_t>(config_.train.batchSize);
        for (std::size_t begin = 0; begin < rollouts_.size(); begin += size)
            batches.push_back(collate(begin, std::min(rollouts_.size(), begin + size), context.policy.placement().device));
        return batches;
    }

    LossResult loss(TrainContext &context, const std::vector<MicroBatch> &all, std::size_t index) override {
        double items = 0;
        for (const auto &batch : all) items += batch.tensors.at("mask").sum().item<double>();
        const auto &t = all[index].tensors;
        const LabelScores scores = scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, config_.temperature);
        const auto place = [&](const at::Tensor &values) { return placeTokens(values, scores, t.at("labels").sizes()); };
        PolicyTokens tokens{.logps_BT = place(scores.tokens.logp_N), .mask_BT = t.at("mask"), .advantages_B = t.at("advantages")};
        if (t.count("old")) tokens.oldLogps_BT = t.at("old");
        if (t.count("ref")) tokens.refLogps_BT = t.at("ref");
        LossResult result = grpoLoss(tokens, config_, items, static_cast<double>(all.size()));
        result.metrics["entropy"] = maskedMean(place(scores.tokens.entropy_N), t.at("mask"));
        result.metrics.insert(rolloutMetrics_.begin(), rolloutMetrics_.end());
        return result;
    }

    std::int64_t sampledTokens() const override { return sampledTokens_; }

    Json state() const override {
        Json rollouts = Json::array();
        if (config_.numIterations > 1) // between the iterations of one rollout it must survive a restart
            for (const auto &rollout : rollouts_) rollouts.push_back(toJson(rollout));
        return {{"order", order_.state()}, {"rollouts", rollouts}, {"metrics", rolloutMetrics_}, {"sampled_tokens", sampledTokens_}};
    }

    Status restore(const Json &state) override {
        order_.restore(state.value("order", Json::object()));
        rollouts_.clear();
        for (const Json &value : state.value("rollouts", Json::array())) {
            auto rollout = rolloutFromJson(value, INT64_MAX);
            if (!rollout) return unexpected(rollout.error());
            rollouts_.push_back(std::move(*rollout));
        }
        rolloutMetrics_ = state.value("metrics", Metrics{});
        sampledTokens_ = state.value("sampled_tokens", std::int64_t{0});
        return {};
    }

private:
    bool stored() const { return config_.rollouts == "file"; }
    std::int64_t batchSize() const { return config_.train.batchSize * config_.train.accumulation; }

    /// A fresh batch of rollouts with advantages and the log-probs that later iterations compare with.
    Status roll(TrainContext &context) {
        rollouts_.clear();
        rolloutMetrics_.clear();
        if (stored()) {
            for (const auto row : order_.next(static_cast<std::size_t>(batchSize()))) {
                auto rollout = rolloutFromJson(rows_[row], context.policy.config().vocabSize);
                if (!rollout) return unexpected(rollout.error());
                rollouts_.push_back(std::move(*rollout));
            }
            rolloutMetrics_ = lengthMetrics(rollouts_);
        } else {
            std::vector<Json> problems;
            for (const auto row : order_.next(static_cast<std::size_t>(batchSize() / config_.numGenerations))) problems.push_back(rows_[row]);
            auto sampled = sampleGroups(context, config_, problems);
            if (!sampled) return unexpected(sampled.error());
            rollouts_ = std::move(sampled->rollouts);
            rolloutMetrics_ = std::move(sampled->metrics);
            for (const auto &rollout : rollouts_) sampledTokens_ += static_cast<std::int64_t>(rollout.completion.size() - rollout.forced);
        }
        return storeLogps(context);
    }

    Status storeLogps(TrainContext &context) {
        at::NoGradGuard noGrad;
        const auto size = static_cast<std::size_t>(config_.train.batchSize);
        for (std::size_t begin = 0; begin < rollouts_.size(); begin += size) {
            const std::size_t end = std::min(rollouts_.size(), begin + size);
            const MicroBatch batch = collate(begin, end, context.policy.placement().device);
            if (config_.numIterations > 1 && rollouts_[begin].oldLogps.empty()) keep(begin, end, score(context.policy, batch), &Rollout::oldLogps);
            if (config_.beta > 0 && rollouts_[begin].refLogps.empty())
                keep(begin, end, reference_.with(context.policy, [&](const Decoder &model) { return score(model, batch); }), &Rollout::refLogps);
        }
        return {};
    }

    at::Tensor score(const Decoder &model, const MicroBatch &batch) const {
        const at::Tensor &labels = batch.tensors.at("labels");
        const LabelScores scores = scoreLabels(model, batch.tensors.at("input_ids"), labels, {}, config_.temperature, false);
        return placeTokens(scores.tokens.logp_N, scores, labels.sizes());
    }

    void keep(std::size_t begin, std::size_t end, const at::Tensor &logps_BT, std::vector<double> Rollout::*where) {
        const at::Tensor cpu = logps_BT.to(at::kCPU, at::kDouble).contiguous();
        for (std::size_t i = begin; i < end; ++i) {
            const double *row = cpu.const_data_ptr<double>() + static_cast<std::ptrdiff_t>(i - begin) * cpu.size(1) +
                                static_cast<std::ptrdiff_t>(rollouts_[i].prompt.size());
            (rollouts_[i].*where).assign(row, row + rollouts_[i].completion.size());
        }
    }

    MicroBatch collate(std::size_t begin, std::size_t end, c10::Device device) const {
        std::vector<std::vector<std::int64_t>> ids, labels;
        std::vector<float> advantages;
        for (std::size_t i = begin; i < end; ++i) {
            const Rollout &rollout = rollouts_[i];
            ids.push_back(rollout.prompt);
            ids.back().insert(ids.back().end(), rollout.completion.begin(), rollout.completion.end());
            labels.push_back(ids.back());
            const bool learn = rollout.terminated || !config_.maskTruncatedCompletions;
            std::fill_n(labels.back().begin(), learn ? rollout.prompt.size() + rollout.forced : labels.back().size(), kIgnore);
            advantages.push_back(static_cast<float>(rollout.advantage));
        }
        MicroBatch batch;
        for (const auto &row : ids) batch.tokens += static_cast<std::int64_t>(row.size());
        batch.tensors["input_ids"] = padRows(ids, padding_, device);
        batch.tensors["labels"] = padRows(labels, kIgnore, device);
        batch.tensors["mask"] = batch.tensors["labels"].ne(kIgnore).to(at::kFloat);
        batch.tensors["advantages"] = at::tensor(advantages).to(device);
        if (config_.numIterations > 1 && !rollouts_[begin].oldLogps.empty()) batch.tensors["old"] = logpRows(begin, end, &Rollout::oldLogps, device);
        if (config_.beta > 0 && !rollouts_[begin].refLogps.empty()) batch.tensors["ref"] = logpRows(begin, end, &Rollout::refLogps, device);
        return batch;
    }

    at::Tensor logpRows(std::size_t begin, std::size_t end, std::vector<double> Rollout::*which, c10::Device device) const {
        std::size_t longest = 0;
        for (std::size_t i = begin; i < end; ++i) longest = std::max(longest, rollouts_[i].prompt.size() + rollouts_[i].completion.size());
        at::Tensor out = at::zeros({static_cast<std::int64_t>(end - begin), static_cast<std::int64_t>(longest)}, at::kFloat);
        for (std::size_t i = begin; i < end; ++i) {
            float *row = out.data_ptr<float>() + (i - begin) * longest + rollouts_[i].prompt.size();
            for (const double value : rollouts_[i].*which) *row++ = static_cast<float>(value);
        }
        return out.to(device);
    }

    GrpoConfig config_;
    std::vector<Json> rows_;
    std::vector<Rollout> rollouts_;
    Metrics rolloutMetrics_;
    RowOrder order_;
    Reference reference_;
    std::int64_t padding_ = 0, sampledTokens_ = 0;
};

/// The advantages that are given, or those of `rewards` [P, G] or [B], or of `rewards_per_func` [B, F].
Result<at::Tensor> advantagesOf(const TensorMap &inputs, const GrpoConfig &config) {
    if (inputs.count("advantages")) return inputs.at("advantages");
    at::Tensor rewards;
    if (inputs.count("rewards_per_func")) {
        const auto weights = rewardWeightsOf(config, inputs.at("rewards_per_func").size(-1));
        if (!weights) return unexpected(weights.error());
        rewards = (inputs.at("rewards_per_func") * at::tensor(*weights, at::kDouble)).sum(-1);
    } else {
        rewards = inputs.at("rewards");
    }
    const std::int64_t groupSize = rewards.dim() == 2 ? rewards.size(1) : config.numGenerations;
    if (groupSize < 1 || rewards.numel() % groupSize != 0)
        return fail({.code = "loss.bad_shape", .message = "the rewards do not make whole groups", .field = "rewards",
                     .found = std::to_string(rewards.numel()), .expected = "a multiple of num_generations = " + std::to_string(groupSize)});
    return groupAdvantages(rewards.reshape({-1}), groupSize, config.scaleRewards).reshape(rewards.sizes());
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    auto read = GrpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    if (!config.contains("use_bias_correction_kl")) read->useBiasCorrectionKl = false;
    const auto advantages = advantagesOf(inputs, *read);
    if (!advantages) return unexpected(advantages.error());
    if (!inputs.count("per_token_logps"))
        return LossResult{.loss = at::zeros({}, at::kDouble), .metrics = {}, .tensors = {{"advantages", *advantages}}};
    const at::Tensor &logps_BT = inputs.at("per_token_logps");
    const bool perToken = advantages->sizes() == logps_BT.sizes() && !inputs.count("rewards");
    PolicyTokens tokens{.logps_BT = logps_BT,
                        .mask_BT = inputs.count("completion_mask") ? inputs.at("completion_mask") : at::ones_like(logps_BT.detach()),
                        .advantages_B = perToken ? *advantages : advantages->reshape({-1})};
    if (inputs.count("old_per_token_logps")) tokens.oldLogps_BT = inputs.at("old_per_token_logps");
    if (inputs.count("ref_per_token_logps")) tokens.refLogps_BT = inputs.at("ref_per_token_logps");
    if (read->beta > 0 && !tokens.refLogps_BT.defined())
        return fail({.code = "loss.missing_tensor", .message = "beta > 0 needs the reference's log-probs", .field = "ref_per_token_logps"});
    const double items = inputs.count("num_items_in_batch") ? inputs.at("num_items_in_batch").item<double>() : tokens.mask_BT.sum().item<double>();
    LossResult result = grpoLoss(tokens, *read, items, 1);
    result.tensors["advantages"] = *advantages;
    return result;
}

} // namespace

const Described<GrpoConfig> &GrpoConfig::described() {
    using C = GrpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("num_generations", &C::numGenerations, atLeast(2), "completions", "completions per prompt that are compared with each other")
            .add("max_completion_length", &C::maxCompletionLength, atLeast(1), "tokens", "longer completions are cut")
            .add("temperature", &C::temperature, above(0), "", "spread of the samples; log-probs are taken at the same temperature")
            .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
            .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all")
            .add("beta", &C::beta, atLeast(0), "", "weight of the KL term that holds the policy to the reference; 0 needs no reference")
            .add("use_bias_correction_kl", &C::useBiasCorrectionKl, "", "weighs the KL term by the ratio, which makes its gradient unbiased")
            .add("epsilon", &C::epsilon, above(0), "", "how far a token's ratio may move before its gradient stops")
            .add("epsilon_high", &C::epsilonHigh, atLeast(0), "", "the same upwards; 0 takes epsilon")
            .add("num_iterations", &C::numIterations, atLeast(1), "steps", "optimiser steps on the same completions")
            .choice("loss_type", &C::lossType, {"grpo", "bnpo", "dapo", "dr_grpo"}, "how token losses are averaged")
            .choice("scale_rewards", &C::scaleRewards, {"group", "batch", "none"}, "what advantages are divided by")
            .add("mask_truncated_completions", &C::maskTruncatedCompletions, "", "learns nothing from completions that were cut")
            .add("reward_funcs", &C::rewardFuncs, "", "verifiable rewards: correct, faithful, steps, format")
            .add("reward_weights", &C::rewardWeights, "", "their weights, as many as reward_funcs; empty: all 1")
            .choice("rollouts", &C::rollouts, {"policy", "file"}, "file replays stored completions instead of sampling")
            .add("completion_prefix", &C::completionPrefix, "", "text that every completion is made to begin with");
    return d;
}

at::Tensor groupAdvantages(const at::Tensor &rewards_B, std::int64_t groupSize, const std::string &scaleRewards) {
    const at::Tensor groups_PG = rewards_B.reshape({-1, groupSize});
    at::Tensor advantages_PG = groups_PG - groups_PG.nanmean(1, true);
    if (scaleRewards != "none") {
        const at::Tensor known = groups_PG.isnan().logical_not();
        const auto deviation = [&](const at::Tensor &centred, const at::Tensor &count) { // unbiased, NaN left out; 0 for a single value
            return ((centred.nan_to_num().pow(2)).sum() / (count - 1).clamp_min(1)).sqrt();
        };
        if (scaleRewards == "batch") {
            const at::Tensor centred = rewards_B - rewards_B.nanmean();
            advantages_PG = advantages_PG / (deviation(centred, known.sum().to(rewards_B.scalar_type())) + 1e-4);
        } else {
            const at::Tensor count_P = known.sum(1, true).to(rewards_B.scalar_type());
            const at::Tensor std_P = (advantages_PG.nan_to_num().pow(2).sum(1, true) / (count_P - 1).clamp_min(1)).sqrt();
            advantages_PG = advantages_PG / (std_P + 1e-4);
        }
    }
    return advantages_PG.nan_to_num().reshape({-1});
}

LossResult grpoLoss(const PolicyTokens &tokens, const GrpoConfig &config, double items, double parts) {
    const at::Tensor &mask_BT = tokens.mask_BT;
    const at::Tensor old_BT = tokens.oldLogps_BT.defined() ? tokens.oldLogps_BT : tokens.logps_BT.detach();
    const at::Tensor ratio_BT = (tokens.logps_BT - old_BT).exp();
    const double high = config.epsilonHigh > 0 ? config.epsilonHigh : config.epsilon;
    const at::Tensor a_B1 = tokens.advantages_B.dim() == 2 ? tokens.advantages_B : tokens.advantages_B.unsqueeze(1);
    at::Tensor loss_BT = -at::min(ratio_BT * a_B1, ratio_BT.clamp(1 - config.epsilon, 1 + high) * a_B1);
    LossResult result;
    if (config.beta > 0) {
        const at::Tensor d_BT = (tokens.refLogps_BT - tokens.logps_BT) * mask_BT;
        at::Tensor k3_BT = d_BT.exp() - d_BT - 1; // unbiased and never negative (Schulman 2020)
        if (config.useBiasCorrectionKl) k3_BT = k3_BT * ratio_BT;
        loss_BT = loss_BT + config.beta * k3_BT;
        result.metrics["kl"] = maskedMean(k3_BT.detach(), mask_BT);
        result.tensors["kl"] = k3_BT.detach();
    }
    const at::Tensor masked_BT = loss_BT * mask_BT;
    if (config.lossType == "grpo") result.loss = (masked_BT.sum(1) / mask_BT.sum(1).clamp_min(1.0)).mean() / parts;
    else if (config.lossType == "bnpo") result.loss = masked_BT.sum() / mask_BT.sum().clamp_min(1.0) / parts;
    else if (config.lossType == "dr_grpo") result.loss = masked_BT.sum() / static_cast<double>(mask_BT.size(0) * config.maxCompletionLength) / parts;
    else result.loss = masked_BT.sum() / std::max(1.0, items);

    const at::Tensor r_BT = ratio_BT.detach();
    const at::Tensor low_BT = r_BT.lt(1 - config.epsilon).logical_and(a_B1.lt(0)).to(mask_BT.scalar_type());
    const at::Tensor high_BT = r_BT.gt(1 + high).logical_and(a_B1.gt(0)).to(mask_BT.scalar_type());
    result.metrics["clip_ratio/low_mean"] = maskedMean(low_BT, mask_BT);
    result.metrics["clip_ratio/high_mean"] = maskedMean(high_BT, mask_BT);
    result.metrics["clip_ratio/region_mean"] = maskedMean(low_BT + high_BT, mask_BT);
    const auto shares_B = [&](const at::Tensor &chosen_BT) { return (chosen_BT * mask_BT).sum(1) / mask_BT.sum(1).clamp_min(1.0); };
    result.metrics["clip_ratio/low_min"] = shares_B(low_BT).min().item<double>();
    result.metrics["clip_ratio/high_max"] = shares_B(high_BT).max().item<double>();
    result.tensors["ratio"] = r_BT;
    result.tensors["per_token_loss"] = loss_BT.detach();
    return result;
}

AlgorithmInfo grpoInfo() {
    return {.name = "grpo",
            .summary = "Group-relative policy optimisation with verifiable rewards",
            .data = "prompt_only",
            .spec = []() -> const ConfigSpec & { return GrpoConfig::described().spec(); },
            .metrics =
                [] {
                    return std::vector<std::string>{"loss", "reward", "reward_std", "frac_reward_zero_std", "kl", "entropy", "clip_ratio/low_mean",
                                                    "clip_ratio/high_mean", "clip_ratio/region_mean", "clip_ratio/low_min", "clip_ratio/high_max", "completions/mean_length",
                                                    "completions/clipped_ratio", "grad_norm", "learning_rate"};
                },
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = GrpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Grpo>(std::move(*read));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
