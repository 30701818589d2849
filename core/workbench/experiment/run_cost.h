// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

std::string countText(double number); ///< "1,200,000"
std::string timeText(double seconds); ///< "90 s", "4 min", "3 h 20 min"
double numberIn(const Json &config, const char *key, double standard);
/// Rows of one optimiser step.
double rowsPerStep(const Json &config);
/// Optimiser steps of a training with these settings on so many rows.
double stepsOf(const Json &config, double rows);

/// What the runs of a sweep that are not done will take, as far as it is known before they start.
struct SweepCost {
    Sweep sweep{};
    std::size_t left = 0;    ///< runs that have not finished
    double steps = 0;        ///< of all of these; 0: not known
    double seconds = 0;      ///< one after the other, by earlier runs; 0: none was timed
    std::string timedIn{};   ///< the run whose steps were timed
    std::int64_t memory = 0; ///< bytes of the largest, by estimate
};
Result<std::vector<SweepCost>> sweepCosts(Project &project, const Experiment &experiment, const Plan &plan);
/// "Sweep “dpo”: 6 runs (2 values of beta × 3 seeds), 4 of them to run: 800 steps, …".
std::string sentence(const SweepCost &cost);

} // namespace lapidary
