// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

// Legend: P pairs.
namespace lapidary {

/// Odds-ratio preference optimisation (Hong et al. 2024): supervised learning of the chosen answer and a preference
/// term, without a reference. Named and defaulted as TRL's ORPOConfig.
struct OrpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.1;
    bool nllOfPrompt = true;
    LabelStrength strength{}; ///< a weight of the preference term alone
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<OrpoConfig> &described();
};

/// Mean over pairs of -β log σ(log odds), where log-probs are means over the tokens of a completion, [P] each. Without
/// the likelihood of the chosen answers.
LossResult orpoLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const OrpoConfig &config,
                    const at::Tensor &strength_P);

/// The pure loss by name (`lapidary-cli loss orpo`) takes chosen_logps and rejected_logps, [P] each, means over tokens,
/// and nll_loss, a number (without it 0); strength (see LabelStrength) is optional. Tensors in the answer: losses,
/// rewards/chosen, rewards/rejected, log_odds.
AlgorithmInfo orpoInfo();

} // namespace lapidary
