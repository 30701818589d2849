// SPDX-License-Identifier: Apache-2.0
// Proximal policy optimisation, after the PPOTrainer of TRL 0.2x. Deviations: (1) the score stands on the last token of
// a completion, its end token where it ended, and not behind it; (2) means are over the tokens of a whole optimiser
// step, not of a micro-batch, and padding counts in no metric; (3) mini-batches are parts of a batch in its order,
// which is random where the rows are shuffled, the same in each epoch; (4) a value network has an optimiser and a
// gradient of its own; without one, a head on the policy begins at 0.
#include "core/engine/train/algorithms/ppo.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/token_earnings.h"
#include "core/engine/train/token_pure_loss.h"

namespace lapidary {
namespace {

class Ppo : public Algorithm {
public:
    explicit Ppo(PpoConfig config) : config_(std::move(config)), klCoef_(config_.klCoef) {}
    const TrainOptions &options() const override { return config_.train; }
    TrainOptions optionsOf(std::string_view port) const override {
        return port == kValue ? criticOptions(config_.train, config_.valueLearningRate) : config_.train;
    }
    bool dropsOut() const override { return false; } // as in TRL
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override {
        if (isRewardPort(port)) return config_.group.asks(port) && config_.rollouts != "file";
        return port != "reference" || config_.klCoef > 0;
    }

    Status prepare(TrainContext &context) override {
        if (config_.train.usePeft && config_.train.lora.loraDropout > 0)
            context.job.sink().emit(
                "notice", noticeOf("warning", "lora_dropout has no effect: nothing is dropped out here, as in TRL"));
        if (auto ok = openCritic(context); !ok) return ok;
        return rollouts_.open(
            context, {.group = config_.group,
                      .train = config_.train,
                      .stream = "ppo",
                      .numIterations = config_.numPpoEpochs,
                      .miniBatches = config_.numMiniBatches,
                      .fromFile = config_.rollouts == "file",
                      .columns = {.tokens = {kOldLogps, kRefLogps},
                                  .mustReward = true,
                                  .mustSample = config_.sampling.importanceSamplingCorrection},
                      .made = {kValues, kAdvantages, kReturns, kStepRewards, kStepEnds},
                      .klMovesAlone = config_.klCoef > 0,
                      .comparesGroups = false,
                      .advantagesOf = [](const at::Tensor &, const at::Tensor &totals_B) { return totals_B; }});
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
        const at::Tensor &ids_BT = t.at("input_ids"), &labels_BT = t.at("labels");
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT, {}, config_.group.temperature);
        const auto place = [&](const at::Tensor &values_N) { return placeTokens(values_N, scores, labels_BT.sizes()); };
        LossResult result = ppoLoss({.logps_BT = place(scores.tokens.logp_N),
                                     .oldLogps_BT = t.at(kOldLogps),
                                     .advantages_BT = t.at(kAdvantages),
                                     .values_BT = valuesOf(context.networks, scores, ids_BT, labels_BT),
                                     .oldValues_BT = t.at(kValues),
                                     .returns_BT = t.at(kReturns),
                                     .mask_BT = t.at("mask"),
                                     .sampledLogps_BT = sampledOf(t)},
                                    config_, step.items);
        result.metrics["policy/entropy_avg"] = maskedMean(place(scores.tokens.entropy_N), t.at("mask"));
        result.metrics.merge(samplerDistance(t, t.at(kOldLogps), config_.sampling));
        return result;
    }

    void end(TrainContext &context) const override { rollouts_.end(context); }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override { return {.json = {{"rollouts", rollouts_.state()}, {"kl_coef", klCoef_}}}; }
    Status restore(const TrainState &state) override {
        if (config_.adapKlCtrl) klCoef_ = state.json.value("kl_coef", config_.klCoef); // else that of the settings
        return rollouts_.restore(state.json.value("rollouts", Json::object()));
    }

private:
    /// What each token of the fresh completions earned, and what that is worth.
    void complete(const TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) {
        TokenEarnings earned =
            readEarnings(context, rollouts_, fresh,
                         {.reference = config_.klCoef > 0,
                          .values = true,
                          .klEstimator = config_.klEstimator,
                          .how = {.bf16 = config_.train.bf16, .temperature = config_.group.temperature}});
        const at::Tensor &mask_BC = earned.table.mask();
        const at::Tensor scores_B = earned.table.values(kAdvantage) -
                                    config_.missingEosPenalty * earned.table.ended().logical_not().to(at::kDouble);
        at::Tensor rewards_BC = tokenRewards(earned.kl_BC, scores_B, mask_BC, klCoef_), told_B = scores_B;
        if (rollouts_.paysSteps()) {
            const at::Tensor steps_BC = rollouts_.stepRewards(earned.table) * mask_BC;
            rewards_BC = rewards_BC + steps_BC;
            told_B = told_B + steps_BC.sum(1);
        }
        if (config_.whitenRewards) rewards_BC = whiten(rewards_BC, mask_BC, false);
        const at::Tensor advantages_BC =
            generalisedAdvantages(rewards_BC, earned.values_BC, mask_BC, config_.gamma, config_.lam);
        const at::Tensor returns_BC = (advantages_BC + earned.values_BC) * mask_BC;
        earned.table.keep(kAdvantages, whiten(advantages_BC, mask_BC));
        earned.table.keep(kReturns, returns_BC);
        tell(earned, told_B, advantages_BC, returns_BC, metrics);
    }

    void tell(const TokenEarnings &earned, const at::Tensor &scores_B, const at::Tensor &advantages_BC,
              const at::Tensor &returns_BC, Metrics &metrics) {
        const at::Tensor &mask_BC = earned.table.mask();
        const at::Tensor learnt_B = mask_BC.sum(1).gt(0);
        const auto mean = [&](const at::Tensor &of_B) { return meanOf(of_B.index({learnt_B})); };
        const double kl = mean(earned.kl_BC.sum(1)), score = mean(scores_B);
        metrics["objective/entropy"] = mean(-(earned.table.tokens(kOldLogps) * mask_BC).sum(1));
        metrics["objective/scores"] = score;
        metrics["objective/rlhf_reward"] = score - klCoef_ * kl;
        const at::Tensor known = returns_BC.index({mask_BC.gt(0)}), left = advantages_BC.index({mask_BC.gt(0)});
        if (known.numel() > 1) // NaN where all returns are the same
            metrics["val/explained_variance"] = 1 - left.var().item<double>() / known.var().item<double>();
        if (config_.klCoef == 0) return;
        metrics["objective/kl"] = kl;
        metrics["objective/non_score_reward"] = -klCoef_ * kl;
        metrics["objective/kl_coef"] = klCoef_;
        if (config_.adapKlCtrl) klCoef_ = adaptedKl(klCoef_, kl, learnt_B.sum().item<std::int64_t>(), config_);
    }

    PpoConfig config_;
    GroupRollouts rollouts_;
    double klCoef_; ///< of the next batch
};

/// Advantages and returns of rewards and values. Gives the advantages to learn from.
at::Tensor creditOf(const TensorMap &inputs, const at::Tensor &mask_BT, const PpoConfig &config, TensorMap &out) {
    const auto scores = [](const at::Tensor &rewards) { return rewards.reshape({-1}); };
    out["rewards"] = givenTokenRewards(inputs, mask_BT, config.klEstimator, config.klCoef, scores);
    const at::Tensor values_BT = asRows(inputs.at("values"));
    const at::Tensor rewards_BT = config.whitenRewards ? whiten(out["rewards"], mask_BT, false) : out["rewards"];
    out["advantages"] = generalisedAdvantages(rewards_BT, values_BT, mask_BT, config.gamma, config.lam);
    out["returns"] = (out["advantages"] + values_BT) * mask_BT;
    return out["whitened_advantages"] = whiten(out["advantages"], mask_BT);
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = PpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    if (auto ok = mustTellSampler(inputs, read->sampling); !ok) return unexpected(ok.error());
    const bool given = inputs.count("advantages") > 0;
    const at::Tensor like = asRows(inputs.count("per_token_logps") ? inputs.at("per_token_logps")
                                                                   : inputs.at(given ? "advantages" : "values"));
    const at::Tensor mask_BT = givenMask(inputs, like);
    TensorMap made;
    if (inputs.count("returns")) made["returns"] = asRows(inputs.at("returns"));
    at::Tensor advantages_BT = given ? inputs.at("advantages") : creditOf(inputs, mask_BT, *read, made);
    if (advantages_BT.dim() < 2 && mask_BT.size(0) == advantages_BT.numel())
        advantages_BT = onEveryToken(advantages_BT, mask_BT);
    LossResult result{.loss = at::zeros({}, at::kDouble), .metrics = {}};
    if (inputs.count("per_token_logps") || inputs.count("new_values")) {
        const at::Tensor logps_BT =
            inputs.count("per_token_logps") ? asRows(inputs.at("per_token_logps")) : at::zeros_like(mask_BT);
        PpoTokens tokens{.logps_BT = logps_BT,
                         .oldLogps_BT = inputs.count("old_per_token_logps") ? asRows(inputs.at("old_per_token_logps"))
                                                                            : logps_BT.detach(),
                         .advantages_BT = asRows(advantages_BT),
                         .mask_BT = mask_BT,
                         .sampledLogps_BT =
                             inputs.count(kSampledLogps) ? asRows(inputs.at(kSampledLogps)) : at::Tensor()};
        if (inputs.count("new_values")) {
            tokens.values_BT = asRows(inputs.at("new_values"));
            tokens.oldValues_BT = inputs.count("values") ? asRows(inputs.at("values")) : tokens.values_BT.detach();
            tokens.returns_BT = made.at("returns");
        }
        result = ppoLoss(tokens, *read, mask_BT.sum().item<double>());
    }
    result.tensors.merge(made);
    if (given) result.tensors["advantages"] = advantages_BT;
    return result;
}

} // namespace

LossResult ppoLoss(const PpoTokens &t, const PpoConfig &config, double items) {
    const at::Tensor moved_BT = (t.logps_BT - t.oldLogps_BT) * t.mask_BT, ratio_BT = moved_BT.exp();
    const at::Tensor plain_BT = -t.advantages_BT * ratio_BT,
                     held_BT = -t.advantages_BT * ratio_BT.clamp(1 - config.cliprange, 1 + config.cliprange);
    at::Tensor loss_BT = at::max(plain_BT, held_BT);
    if (config.dualClip > 0)
        loss_BT = at::where(t.advantages_BT.lt(0), at::min(loss_BT, -config.dualClip * t.advantages_BT), loss_BT);
    if (config.sampling.importanceSamplingCorrection && t.sampledLogps_BT.defined())
        loss_BT = loss_BT * samplingRatio(t.oldLogps_BT, t.sampledLogps_BT, t.mask_BT, config.sampling);
    LossResult result{.loss = tokenMean(loss_BT, t.mask_BT, items), .metrics = {}};
    result.metrics = {{"loss/policy_avg", {result.loss.item<double>(), Over::Sum}},
                      {"policy/approxkl_avg", maskedMean(moved_BT.detach().square() / 2, t.mask_BT)},
                      {"policy/clipfrac_avg", maskedMean(held_BT.gt(plain_BT).to(moved_BT.scalar_type()), t.mask_BT)},
                      {"val/ratio", maskedMean(ratio_BT.detach(), t.mask_BT)}};
    result.tensors = {{"ratio", ratio_BT.detach()}, {"losses", loss_BT.detach()}};
    if (!t.values_BT.defined()) return result;
    const at::Tensor near_BT =
        t.oldValues_BT + (t.values_BT - t.oldValues_BT).clamp(-config.cliprangeValue, config.cliprangeValue);
    const at::Tensor off_BT = (t.values_BT - t.returns_BT).square(), heldOff_BT = (near_BT - t.returns_BT).square();
    const at::Tensor value = tokenMean(at::max(off_BT, heldOff_BT) / 2, t.mask_BT, items);
    result.loss = result.loss + config.vfCoef * value;
    result.metrics["loss/value_avg"] = {value.item<double>(), Over::Sum};
    result.metrics["val/clipfrac_avg"] = maskedMean(heldOff_BT.gt(off_BT).to(off_BT.scalar_type()), t.mask_BT);
    return result;
}

double adaptedKl(double coefficient, double kl, std::int64_t completions, const PpoConfig &config) {
    const double error = std::clamp(kl / config.target - 1, -0.2, 0.2);
    return coefficient * (1 + error * static_cast<double>(completions) / config.horizon);
}

AlgorithmInfo ppoInfo() {
    return {.info = ppoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = PpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Ppo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .atRest = {{"objective/kl", 0},
                       {"objective/non_score_reward", 0},
                       {"policy/approxkl_avg", 0},
                       {"policy/clipfrac_avg", 0},
                       {"val/ratio", 1},
                       {"val/clipfrac_avg", 0}}};
}

} // namespace lapidary
