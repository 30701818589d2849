// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

// Legend: B completions of a batch.
namespace lapidary {

/// Kahneman-Tversky optimisation (Ethayarajh et al. 2024): single answers that are good or bad. Named and defaulted as
/// TRL's KTOConfig.
struct KtoConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.1;
    std::string lossType = "kto";
    double desirableWeight = 1, undesirableWeight = 1;
    LabelStrength strength{}; ///< a weight beside these two, which a pair gives to both of its answers
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<KtoConfig> &described();
};

/// Sums of log-probs over the tokens of completions. [B] each
struct LabelledLogps {
    at::Tensor policy_B, reference_B, good_B; ///< good_B: bool
    at::Tensor strength_B{};                  ///< of the labels
    at::Tensor klPolicy_B{}, klReference_B{}; ///< of completions that answer other prompts; undefined: z0 is 0
};

/// Mean over completions of w (1 - σ(β (s - z0))) for good ones and w (1 - σ(β (z0 - s))) for bad ones, with s = policy
/// - reference and z0 = max(0, mean of klPolicy - klReference), which carries no gradient.
LossResult ktoLoss(const LabelledLogps &logps, const KtoConfig &config);

/// The pure loss by name (`lapidary-cli loss kto`) takes logps, ref_logps and label (1 good, 0 bad), [B] each, and
/// KL_logps and ref_KL_logps, any length; strength (see LabelStrength) is optional. Tensors in the answer: losses,
/// rewards.
AlgorithmInfo ktoInfo();

} // namespace lapidary
