// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/algorithms/grpo.h"

namespace lapidary {

/// One completion of a prompt with what the update needs to know of it.
struct Rollout {
    std::vector<std::int64_t> prompt{}, completion{}; ///< the end token is part of the completion
    std::size_t forced = 0;                       ///< leading completion tokens that were given, not chosen
    bool terminated = true;                       ///< ended by itself, not by the length limit
    double advantage = 0;
    std::vector<double> oldLogps{}, refLogps{};   ///< per completion token; empty where they are not stored
};

Json toJson(const Rollout &rollout);
Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary);

/// Samples num_generations completions of each problem, scores them with the reward functions, and logs a few as samples.
/// The random stream is named by the step, so that a resumed run draws the same completions.
struct SampledGroups {
    std::vector<Rollout> rollouts; ///< the completions of a prompt stand together
    Metrics metrics;               ///< reward, rewards/<f>/mean, completions/mean_length, …
};
Result<SampledGroups> sampleGroups(TrainContext &context, const GrpoConfig &config, const std::vector<Json> &problems);

/// completions/{mean,min,max}_length and the shares of ended and cut ones, as TRL names them.
Metrics lengthMetrics(const std::vector<Rollout> &rollouts);

} // namespace lapidary
