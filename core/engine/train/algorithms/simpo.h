// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: P pairs.
namespace lapidary {

/// Simple preference optimisation (Meng, Xia, Chen 2024): no reference, rewards per token. Named and defaulted as TRL's
/// CPOConfig, but for cpo_alpha.
struct SimpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.1;
    double simpoGamma = 0.5;
    double cpoAlpha = 0;
    double labelSmoothing = 0;
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<SimpoConfig> &described();
};

/// Mean over pairs of -log σ(β (chosen - rejected) - γ), where both are means over the tokens of a completion, [P]
/// each; label_smoothing is the assumed share of flipped labels, as in TRL. Without the term of cpo_alpha.
LossResult simpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const SimpoConfig &config);

/// The pure loss by name (`lapidary-cli loss simpo`) takes chosen_logps and rejected_logps, [P] each: means over tokens
/// (also as policy_chosen_logps …), and where cpo_alpha > 0 nll_loss, a number. Tensors in the answer: losses,
/// rewards/chosen, rewards/rejected.
AlgorithmInfo simpoInfo();

} // namespace lapidary
