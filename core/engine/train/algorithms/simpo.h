// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

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
    LabelStrength strength{}; ///< of the preference; a margin comes to simpo_gamma
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<SimpoConfig> &described();
};

/// Mean over pairs of -log σ(β (chosen - rejected) - γ), where both are means over the tokens of a completion, [P]
/// each; label_smoothing is the assumed share of flipped labels, as in TRL. Without the term of cpo_alpha.
LossResult simpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const SimpoConfig &config,
                     const at::Tensor &strength_P);

/// The pure loss by name (`lapidary-cli loss simpo`) takes chosen_logps and rejected_logps, [P] each: means over tokens
/// (also as policy_chosen_logps …), where cpo_alpha > 0 nll_loss, a number, and optionally strength (see
/// LabelStrength). Tensors in the answer: losses,
/// rewards/chosen, rewards/rejected.
AlgorithmInfo simpoInfo();

} // namespace lapidary
