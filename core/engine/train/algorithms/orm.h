// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/label_strength.h"

// Legend: B answers.
namespace lapidary {

/// An outcome reward model, learnt from answers that are marked right or wrong and stand alone (Cobbe et al. 2021,
/// arXiv:2110.14168, at the last token only): σ(score) is how likely an answer is right. What RewardConfig has too is
/// named and defaulted as there.
struct OrmConfig {
    TrainOptions train{.learningRate = 1e-4};
    LabelStrength strength{};
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<OrmConfig> &described();
};

/// Σ w (-y log σ(s) - (1 - y) log(1 - σ(s))) / items of scores s, labels y of 0 or 1, and weights w, [B] each; strength
/// may be undefined: all weigh 1.
LossResult ormLoss(const at::Tensor &scores_B, const at::Tensor &good_B, const at::Tensor &weight_B, double items);

/// The pure loss by name (`lapidary-cli loss orm`) takes rewards and label, and optionally strength (see
/// LabelStrength), [B] each. Tensors in the answer: losses.
AlgorithmInfo ormInfo();

} // namespace lapidary
