// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/self_distilling.h"

namespace lapidary {

/// On-policy self-distillation (arXiv 2601.18734): the model writes a solution, and itself, shown the reference
/// solution, teaches it the whole distribution over every next token. Settings are named as TRL's GKDConfig has them.
struct OpsdConfig {
    TrainOptions train{.learningRate = 1e-6};
    double beta = 0.5;
    SelfTeacherSettings teacher{};
    double lmbda = 1;
    std::string teacherPromptTemplate =
        "{prompt}\n\nHere is a reference solution:\n{privileged_context}\n\nUnderstand it, and then solve the problem "
        "in your own words.\n";
    double temperature = 1.0; ///< of the samples and of both distributions
    double topP = 1.0;
    std::int64_t topK = 0;
    std::int64_t maxPromptLength = 512, maxNewTokens = 256;
    bool disableDropout = true;
    InputRegularizerSettings regularization{};
    static const Described<OpsdConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss opsd`) is selfTeachingPureLoss() over whole distributions, a mean over
/// tokens.
AlgorithmInfo opsdInfo();

} // namespace lapidary
