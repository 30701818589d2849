// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/group_config.h"
#include "core/engine/train/self_teacher.h"

namespace lapidary {

/// Reinforcement by self-distillation (Hübotter et al. 2026, arXiv 2601.20802): of each prompt several completions are
/// drawn, and the model, shown one that was rewarded or what a row says of a mistake, teaches itself at every token.
/// Named and defaulted as TRL's SDPOConfig.
struct SdpoConfig {
    TrainOptions train{.learningRate = 5e-5};
    GroupConfig group{.maxCompletionLength = 256};
    SelfDivergence divergence{.distillationMode = "sampled_token", .distillationAlpha = 1};
    SelfTeacherSettings teacher{.teacherModelKind = "ema"};
    bool useSuccessfulAsTeacher = true;
    double successRewardThreshold = 1;
    bool dontRepromptOnSelfSuccess = true;
    bool includeEnvironmentFeedback = false, environmentFeedbackOnlyWithoutSolution = false;
    std::string repromptTemplate = "{prompt}{solution}{feedback}\n\nCorrectly solve the original question.\n";
    std::string solutionTemplate = "\nCorrect solution:\n\n{successful_previous_attempt}\n\n";
    std::string feedbackTemplate =
        "\nThe following is feedback from your unsuccessful earlier attempt:\n\n{feedback_raw}\n\n";
    std::int64_t maxRepromptLen = 10240;
    bool disableDropout = true;
    std::string rollouts = "policy";
    static const Described<SdpoConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss sdpo`) is selfTeachingPureLoss(), a mean over completions, those with a
/// completion_mask of zeros counted; the ratio to old_per_token_logps, which the training does not have, is bounded by
/// 2.
AlgorithmInfo sdpoInfo();

} // namespace lapidary
