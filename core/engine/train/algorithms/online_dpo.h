// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/group_config.h"

// Legend: P pairs.
namespace lapidary {

/// Online DPO (Guo et al. 2024): the policy writes two completions of each prompt, the rewards say which is the better
/// one, and the pair is learnt from once. Named and defaulted as TRL's OnlineDPOConfig.
struct OnlineDpoConfig {
    TrainOptions train{.learningRate = 5e-7};
    GroupConfig group{.numGenerations = 2, .maxCompletionLength = 64, .temperature = 0.9};
    double beta = 0.1;
    std::string lossType = "sigmoid";
    double missingEosPenalty = 0; ///< TRL's None is 0
    std::string tiedPairs = "first";
    bool disableDropout = true;
    std::string rollouts = "policy";
    static const Described<OnlineDpoConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss online_dpo`) takes logps and ref_logps, sums over the tokens of
/// completions, and rewards, [2 P] each, where the two of a pair stand together; and terminated [2 P]? (0 or 1, for
/// missing_eos_penalty). A reward of null is one that could not be told: its pair is left out. Tensors in the answer:
/// losses, chosen (the place of each pair's better completion).
AlgorithmInfo onlineDpoInfo();

} // namespace lapidary
