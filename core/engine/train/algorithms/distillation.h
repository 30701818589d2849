// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/distilling.h"

namespace lapidary {

/// Distillation by the distribution over every next token, named and defaulted as TRL's DistillationConfig but for
/// lmbda. With lmbda 1 it is on-policy distillation: the student writes, and every token is judged by the teacher.
struct DistillationConfig {
    TrainOptions train{.learningRate = 1e-6};
    DistillingLoss loss{.beta = 1.0};
    double lmbda = 0;
    double temperature = 1.0; ///< of the samples and of both distributions
    double topP = 1.0, minP = 0;
    std::int64_t topK = 0;
    double repetitionPenalty = 1.0;
    std::int64_t maxCompletionLength = 512, maxLength = 1024;
    bool disableDropout = false;
    LearntParts learnt{};
    InputRegularizerSettings regularization{};
    static const Described<DistillationConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss distillation`) is distillingPureLoss(), at the configured temperature.
AlgorithmInfo distillationInfo();

} // namespace lapidary
