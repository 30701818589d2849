// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"
#include "core/engine/train/ops/pair_losses.h"

// Legend: P pairs.
namespace lapidary {

/// Direct preference optimisation (Rafailov et al. 2023) and its family, named and defaulted as TRL's DPOConfig.
struct DpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    PairLossSettings pair{};
    double ldAlpha = 1; ///< weight of the tokens beyond the length that the two sides share; TRL's None is 1
    LabelStrength strength{};
    bool useWeighting = false; ///< by how likely the policy finds the pair: WPO (Zhou et al. 2024)
    bool syncRefModel = false; ///< the reference follows the policy: TR-DPO (Gorbatovski et al. 2024)
    double refModelMixupAlpha = 0.6;
    std::int64_t refModelSyncSteps = 512;
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    bool precomputeRefLogProbs = false;
    static const Described<DpoConfig> &described();
};

/// Mean over pairs of pairLosses(), with the metrics rewards/… and logps/….
LossResult dpoLoss(const PairLogps &logps, const PairLossSettings &settings);

/// The pure loss by name (`lapidary-cli loss dpo`) takes chosen_logps, rejected_logps, ref_chosen_logps,
/// ref_rejected_logps, [P] each (also as policy_chosen_logps, reference_chosen_logps, …); losses per token take
/// chosen_tokens and rejected_tokens too, "sft" takes nll_loss, a number, and weights and strength
/// (see LabelStrength) are optional. Tensors in the
/// answer: losses, rewards/chosen, rewards/rejected.
AlgorithmInfo dpoInfo();

} // namespace lapidary
