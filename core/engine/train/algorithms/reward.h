// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

// Legend: P pairs.
namespace lapidary {

/// A reward model of pairs (Bradley and Terry 1952; Ouyang et al. 2022), named and defaulted as TRL's RewardConfig.
struct RewardConfig {
    TrainOptions train{.learningRate = 1e-4};
    double centerRewardsCoefficient = 0; ///< TRL's None is 0
    LabelStrength strength{};
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<RewardConfig> &described();
};

/// What the rows say of their labels. [P] each
struct PairLabels {
    at::Tensor margin_P{}; ///< TRL's; may be undefined
    at::Tensor strength_P{};
};

/// Mean over pairs of -log σ(chosen - rejected - margin) + c (chosen + rejected)², [P] each. A margin or a weight of
/// the strength belongs to the first of the two terms.
LossResult rewardLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const RewardConfig &config,
                      const PairLabels &labels);

/// The pure loss by name (`lapidary-cli loss reward`) takes rewards_chosen, rewards_rejected and optionally margin and
/// strength (see LabelStrength), [P] each. Tensors in the answer: losses.
AlgorithmInfo rewardInfo();

} // namespace lapidary
