// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/sampling.h"
#include "core/engine/train/token_rows.h"

// Legend: N tokens that are learnt.
namespace lapidary {

/// On-policy self-alignment without a teacher (arXiv 2608.31046): the model writes, and every token that it found
/// unlikely is paid the same penalty. It is the control arm of distillation from a teacher: whatever that gains beyond
/// this, the teacher has taught. Settings of the samples are named as TRL's GKDConfig has them.
struct OpsaConfig {
    TrainOptions train{.learningRate = 1e-6};
    double penalty = 1.0;
    double probabilityThreshold = 0.1;
    double lmbda = 1;
    double temperature = 1.0; ///< of the samples and of the likelihoods
    double topP = 1.0;
    std::int64_t topK = 0, maxNewTokens = 256, maxLength = 1024;
    bool disableDropout = true;
    LearntParts learnt{};
    InputRegularizerSettings regularization{};
    static const Described<OpsaConfig> &described();
};

/// Mean over tokens, or their sum divided by `items`, of penalty * log p where p is below the threshold: its gradient
/// is that of an advantage of -penalty.
LossResult opsaLoss(const at::Tensor &logp_N, const OpsaConfig &config, double items);

/// The pure loss by name (`lapidary-cli loss opsa`) takes per_token_logps and completion_mask?, [B, T]. Tensors in the
/// answer: penalised.
AlgorithmInfo opsaInfo();

} // namespace lapidary
