// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/options.h"

namespace lapidary {

/// Steps over which the rate rises, in a run of `total`: warmup_steps, below 1 a share of it, as in transformers 5.
std::int64_t warmupStepsOf(const TrainOptions &options, std::int64_t total);

/// The learning rate of optimiser step `step` (1-based) of `total`, as transformers' schedulers give it: the first step
/// of a warm-up has rate 0.
double learningRateAt(const TrainOptions &options, std::int64_t step, std::int64_t total);

/// Optimiser steps of the run: max_steps, or num_train_epochs passes of so many steps each.
std::int64_t totalSteps(const TrainOptions &options, std::int64_t stepsPerEpoch);

} // namespace lapidary
