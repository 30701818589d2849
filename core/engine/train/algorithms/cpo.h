// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

// Legend: P pairs.
namespace lapidary {

/// Contrastive preference optimisation (Xu et al. 2024): no reference, and the likelihood of the chosen answer beside.
/// Named and defaulted as TRL's CPOConfig.
struct CpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.1;
    std::string lossType = "sigmoid";
    double labelSmoothing = 0;
    double cpoAlpha = 1;
    double simpoGamma = 0.5;
    double alpha = 0;
    LabelStrength strength{}; ///< of the preference; the likelihood beside it is that of every pair
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<CpoConfig> &described();
};

/// Mean over pairs by loss_type, where log-probs are sums over a completion's tokens (sigmoid, hinge) or means (ipo,
/// simpo), [P] each, as the strengths of the labels; alpha bends them (AlphaPO, Gupta et al. 2025). Without the term of
/// cpo_alpha.
LossResult cpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const CpoConfig &config,
                   const at::Tensor &strength_P);

/// The pure loss by name (`lapidary-cli loss cpo`) takes chosen_logps and rejected_logps, [P] each, and where cpo_alpha
/// is not 0 nll_loss, a number; strength (see LabelStrength) is optional. Tensors in the answer: losses,
/// rewards/chosen, rewards/rejected.
AlgorithmInfo cpoInfo();

} // namespace lapidary
