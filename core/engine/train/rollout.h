// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include <optional>

namespace lapidary {

/// One completion of a prompt with what the update needs to know of it.
struct Rollout {
    using Logps = std::optional<std::vector<double>>; ///< per completion token; nothing where they are not stored
    std::vector<std::int64_t> prompt{}, completion{}; ///< the end token is part of the completion
    std::size_t forced = 0;                           ///< leading completion tokens that were given, not chosen
    bool terminated = true;                           ///< ended by itself, not by the length limit
    bool scored = true; ///< false: no reward function could tell, and nothing is learnt from it
    double advantage = 0;
    Logps oldLogps{}, refLogps{};

    /// Whether its tokens are in the loss.
    bool learnt(bool maskTruncated) const { return scored && (terminated || !maskTruncated); }
};

Json toJson(const Rollout &rollout);
Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary);

/// All rows of the run's data file, checked before the first step: log-probs that some rows have and others lack are an
/// error that names the first row without. Those of the reference matter only `withReference`.
Result<std::vector<Rollout>> readRollouts(TrainContext &context, bool withReference);

/// completions/{mean,min,max}_length and the shares of ended and cut ones, as TRL names them.
Metrics lengthMetrics(const std::vector<Rollout> &rollouts);

/// The rollouts of one forward pass: input_ids, labels (-100 for what is not learnt), mask, advantages, and `old` and
/// `ref` log-probs where the rollouts have them.
MicroBatch collateRollouts(std::span<const Rollout> rollouts, bool maskTruncated, std::int64_t padding,
                           c10::Device device);

} // namespace lapidary
