// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/nf4.h"
#include "core/engine/train/regularizers/settings.h"

namespace lapidary {

/// What is done with rows that nothing is learnt from: those of the port "eval", or a share of the others. Named as in
/// transformers' TrainingArguments and EarlyStoppingCallback, and in train_test_split of datasets.
struct EvaluationOptions {
    double testSize = 0;
    std::int64_t evalSteps = 0;
    std::int64_t batchSize = 8;
    std::string metricForBestModel = "loss";
    bool loadBestModelAtEnd = false;
    std::int64_t patience = 0;
    double threshold = 0;
};

/// What every training run has, named as in transformers' TrainingArguments and PEFT. Algorithms nest it and give their
/// own defaults.
struct TrainOptions {
    double learningRate = 2e-5;
    std::string lrSchedulerType = "linear";
    double warmupSteps = 0;
    double warmupRatio = 0;
    double minLrRate = 0.1;
    std::int64_t maxSteps = -1;
    double numTrainEpochs = 3;
    std::int64_t batchSize = 8;
    std::int64_t accumulation = 1;
    std::string optim = "adamw_torch";
    double weightDecay = 0;
    double adamBeta1 = 0.9, adamBeta2 = 0.999, adamEpsilon = 1e-8;
    double maxGradNorm = 1.0;
    bool bf16 = false;
    bool gradientCheckpointing = false;
    std::string frozenDtype = "f32";
    bool shuffleDataset = true;
    std::int64_t loggingSteps = 1;
    std::int64_t saveSteps = 500;
    std::int64_t saveTotalLimit = 2;
    bool usePeft = false;
    LoraConfig lora{};
    QuantizationConfig quantization{};
    RegularizerSettings regularization{};
    EvaluationOptions evaluation{};
    static const Described<TrainOptions> &described();
    /// With `evaluation`, of an algorithm that has the port "eval".
    static const Described<TrainOptions> &evaluated();
};

} // namespace lapidary
