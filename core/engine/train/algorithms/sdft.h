// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/self_distilling.h"

namespace lapidary {

/// Self-distillation fine-tuning (Shenfeld et al. 2026, arXiv 2601.19897): the model writes completions, and itself,
/// shown a demonstration, says of each token what it would rather have written. Named and defaulted as TRL's
/// SDFTConfig.
struct SdftConfig {
    TrainOptions train{.learningRate = 5e-5};
    SelfDivergence divergence{};
    SelfTeacherSettings teacher{};
    double lmbda = 1;
    std::int64_t numGenerations = 8;
    std::string teacherPromptTemplate = "{prompt}\n\n{privileged_context}";
    std::int64_t numLossTokensToSkip = 0;
    double temperature = 1.0; ///< of the samples and of both distributions
    double topP = 1.0, minP = 0;
    std::int64_t topK = 0;
    double repetitionPenalty = 1.0;
    std::int64_t maxPromptLength = 512, maxCompletionLength = 256;
    bool disableDropout = true;
    InputRegularizerSettings regularization{};
    static const Described<SdftConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss sdft`) is selfTeachingPureLoss(), a mean over completions; the ratio to
/// old_per_token_logps, which the training does not have, is bounded by 2.
AlgorithmInfo sdftInfo();

} // namespace lapidary
