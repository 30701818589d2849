// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/distilling.h"

namespace lapidary {

/// Generalised knowledge distillation (Agarwal et al. 2024), named and defaulted as TRL's GKDConfig.
struct GkdConfig {
    TrainOptions train{.learningRate = 2e-5};
    DistillingLoss loss{};
    double lmbda = 0.5;
    double temperature = 0.9; ///< of what is sampled; the divergence is that of the distributions as they are
    std::int64_t maxNewTokens = 128, maxLength = 1024;
    bool seqKd = false, disableDropout = true;
    LearntParts learnt{};
    InputRegularizerSettings regularization{};
    static const Described<GkdConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss gkd`) is distillingPureLoss(); like TRL's generalized_jsd_loss() it
/// divides the logits by a temperature where one is given, which the training does not.
AlgorithmInfo gkdInfo();

} // namespace lapidary
