// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/schedule.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary {

std::int64_t warmupStepsOf(const TrainOptions &options, std::int64_t total) {
    if (options.lrSchedulerType == "constant") return 0;
    if (options.warmupSteps >= 1) return static_cast<std::int64_t>(options.warmupSteps);
    const double share = options.warmupSteps > 0 ? options.warmupSteps : options.warmupRatio;
    return static_cast<std::int64_t>(std::ceil(share * static_cast<double>(total)));
}

double learningRateAt(const TrainOptions &options, std::int64_t step, std::int64_t total) {
    const double done = static_cast<double>(step - 1), warmup = static_cast<double>(warmupStepsOf(options, total));
    const double peak = options.learningRate;
    if (options.lrSchedulerType == "constant") return peak;
    if (done < warmup) return peak * done / std::max(1.0, warmup);
    if (options.lrSchedulerType == "constant_with_warmup") return peak;
    const double span = std::max(1.0, static_cast<double>(total) - warmup);
    const double progress = std::min(1.0, (done - warmup) / span);
    if (options.lrSchedulerType == "linear") return peak * (1.0 - progress);
    const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
    return options.lrSchedulerType == "cosine_with_min_lr"
               ? peak * (options.minLrRate + (1.0 - options.minLrRate) * cosine)
               : peak * cosine;
}

std::int64_t totalSteps(const TrainOptions &options, std::int64_t stepsPerEpoch) {
    if (options.maxSteps >= 0) return options.maxSteps;
    return static_cast<std::int64_t>(std::ceil(options.numTrainEpochs * static_cast<double>(stepsPerEpoch)));
}

} // namespace lapidary
