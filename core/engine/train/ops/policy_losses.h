// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/sampling_ratio.h"

// Legend: B completions, T tokens.
namespace lapidary {

/// Named and defaulted as in TRL's GRPOConfig; what TRL switches off by None is 0 here.
struct PolicyLossSettings {
    double beta = 0;
    bool useBiasCorrectionKl = true; ///< the KL term times the ratio (DeepSeek-V3.2): the gradient of the reverse KL
    double epsilon = 0.2;
    double epsilonHigh = 0; ///< 0: the same as epsilon
    double delta = 0;       ///< no ratio counts more, whichever way it helps (INTELLECT-2)
    std::string lossType = "dapo";
    std::string importanceSamplingLevel = "token"; ///< "sequence": GSPO (Zheng et al. 2025)
    double entropyCoef = 0;                        ///< weight of the mean entropy, which the loss is lessened by
    double topEntropyQuantile = 1;                 ///< share of tokens that are learnt (Wang et al. 2025)
    double offPolicyMaskThreshold = 0;             ///< nats of a sequence beyond which a bad one is left out
    double sapoTemperaturePos = 1, sapoTemperatureNeg = 1.05;
    double vespoKPos = 2, vespoLambdaPos = 3, vespoKNeg = 3, vespoLambdaNeg = 2;
    SamplingCorrection sampling{};
    static const Described<PolicyLossSettings> &described();
};

struct PolicyTokens {
    at::Tensor logps_BT{};
    at::Tensor oldLogps_BT{};     ///< undefined: the present ones, detached (one update per rollout)
    at::Tensor refLogps_BT{};     ///< needed where beta > 0
    at::Tensor sampledLogps_BT{}; ///< with which the tokens were drawn; undefined: with oldLogps_BT
    at::Tensor mask_BT{};         ///< 1 for tokens of the completion, its end token included
    at::Tensor advantages_B{};
    at::Tensor entropy_BT{}; ///< needed where top_entropy_quantile < 1, with a gradient where entropy_coef > 0
};

/// What the reductions divide by.
struct PolicyStep {
    double items = 0, parts = 1; ///< learnt tokens of the whole step; its micro-batches
    std::int64_t maxCompletionLength = 512;
};

/// -min(ρ A, clip(ρ) A) of each token, or another surrogate by loss_type, plus β k3 (times ρ with
/// use_bias_correction_kl), reduced by loss_type: "grpo" and "sapo" (Gao et al. 2025) mean of sequence means, "bnpo"
/// local token mean, "dapo" (Yu et al. 2025), "cispo" (MiniMax-M1) and "vespo" divided by `items`, "dr_grpo" (Liu et
/// al. 2025) by B * max_completion_length, "luspo" mean of sequence sums, "gmpo" (Zhao et al. 2025) mean of geometric
/// means; "dppo_tv" and "dppo_kl", which mask tokens by how far their probability has moved instead of clipping ratios,
/// as verl has them, by `items`.
LossResult policyLoss(const PolicyTokens &tokens, const PolicyLossSettings &settings, const PolicyStep &step);

/// Those of the metrics that only some settings log.
std::vector<MetricInfo> policyLossMetrics();

} // namespace lapidary
