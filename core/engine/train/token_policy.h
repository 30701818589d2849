// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/ops/sampling_ratio.h"
#include "core/engine/train/token_earnings.h"

// Legend: B completions, C their tokens, T tokens of a padded batch.
namespace lapidary {

/// How the tokens of a completion are paid: a reward at its end, less the KL on the way. Names are those of TRL's
/// RLOOConfig, kl_estimator and gamma those of its PPOConfig.
struct TokenPaySettings {
    double beta = 0;
    std::string klEstimator = "k1";
    double gamma = 1;
    bool maskTruncatedCompletions = false;
    bool disableDropout = false;
    std::string rollouts = "policy";
    SamplingCorrection sampling{};
    static const Described<TokenPaySettings> &described();
};

/// How far the policy may move on the same completions.
struct TokenClipSettings {
    double epsilon = 0.2, epsilonHigh = 0; ///< 0: the same as epsilon
    std::int64_t numIterations = 1;
    static const Described<TokenClipSettings> &described();
};

struct TokenPolicyUse {
    GroupConfig group{};
    TrainOptions train{};
    TokenPaySettings pay{};
    TokenClipSettings clip{};
    std::string stream{};     ///< names the random numbers
    bool ratios = true;       ///< the loss compares with the policy that drew
    bool values = false;      ///< of a critic
    bool groups = false;      ///< completions of a prompt are compared with each other
    bool greedy = false;      ///< wants kBaseline
    RolloutColumns columns{}; ///< of stored completions, beside log-probs
};

/// What the algorithms share that give every token an advantage of its own. Each says what it makes of rewards; the
/// loss is the clipped one of PPO, its mean over the tokens of the step.
class TokenPolicy : public Algorithm {
public:
    explicit TokenPolicy(TokenPolicyUse use) : use_(std::move(use)) {}
    const TrainOptions &options() const override { return use_.train; }
    TrainOptions optionsOf(std::string_view port) const override;
    bool dropsOut() const override { return !use_.pay.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override;
    Status prepare(TrainContext &context) override;
    std::int64_t stepsPerEpoch() const override { return rollouts_.stepsPerEpoch(); }
    Result<TrainStep> next(TrainContext &context) override;
    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override;
    void end(TrainContext &context) const override { rollouts_.end(context); }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override { return {.json = rollouts_.state()}; }
    Status restore(const TrainState &state) override { return rollouts_.restore(state.json); }

protected:
    const TokenPolicyUse &use() const { return use_; }
    /// What a completion is paid for its total reward. [B]
    virtual at::Tensor scoresOf(const at::Tensor &totals_B) const { return totals_B; }
    /// Of rewards per token, which hold the score and the KL. [B, C]
    virtual at::Tensor advantagesOf(TokenEarnings &earned, const at::Tensor &rewards_BC, Metrics &metrics) const = 0;

    /// What the loss of each pass tells: shows samples that wait for it, gives the sampler's distance.
    Metrics lookAt(const TrainContext &context, const TrainStep &step, std::size_t part, const at::Tensor &logps_BT) {
        rollouts_.showPass(context, step, part, logps_BT);
        return samplerDistance(step.parts[part].tensors, logps_BT, use_.pay.sampling);
    }

private:
    void complete(const TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) const;
    bool corrects() const { return use_.pay.sampling.importanceSamplingCorrection; }
    bool keepsOld() const { return use_.ratios || use_.pay.beta > 0 || corrects(); }
    TokenPolicyUse use_;
    GroupRollouts rollouts_{};
};

/// Those of the metrics that all of them log; `clipped`: with those of the ratios.
std::vector<MetricInfo> tokenPolicyMetrics(bool clipped);

} // namespace lapidary
