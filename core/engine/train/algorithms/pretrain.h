// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithms/sft.h"

namespace lapidary {

/// Training from random weights: SFT's loop with the defaults of a first training (all tokens, packed rows, larger
/// steps). The run's model folder holds config.json and a tokenizer and no weights.
struct PretrainConfig {
    SftConfig sft{.train = {.learningRate = 1e-3,
                            .lrSchedulerType = "cosine_with_min_lr",
                            .warmupSteps = 100,
                            .numTrainEpochs = 1,
                            .weightDecay = 0.01,
                            .adamBeta2 = 0.95},
                  .packing = true,
                  .learnt = {.completionOnly = false}};
    static const Described<PretrainConfig> &described();
};

AlgorithmInfo pretrainInfo();

} // namespace lapidary
