// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: P pairs.
namespace lapidary {

/// Direct preference optimisation (Rafailov et al. 2023), named and defaulted as TRL's DPOConfig.
struct DpoConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.1;
    std::string lossType = "sigmoid";
    double labelSmoothing = 0;
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    bool precomputeRefLogProbs = false;
    static const Described<DpoConfig> &described();
};

/// Sums of token log-probs per pair, under the policy and under the reference. [P] each
struct PairLogps {
    at::Tensor chosen_P, rejected_P, refChosen_P, refRejected_P;
};

/// Mean over pairs of -log σ(β D), D = (chosen - ref) - (rejected - ref); "hinge" and "robust" (label_smoothing = share
/// of flipped labels, Chowdhury et al. 2024) as in TRL.
LossResult dpoLoss(const PairLogps &logps, const DpoConfig &config);

/// The pure loss by name (`lapidary-cli loss dpo`) takes chosen_logps, rejected_logps, ref_chosen_logps,
/// ref_rejected_logps, [P] each (also as policy_chosen_logps, reference_chosen_logps, …). Tensors in the answer:
/// losses, rewards/chosen, rewards/rejected.
AlgorithmInfo dpoInfo();

} // namespace lapidary
