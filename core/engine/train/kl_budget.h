// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/train_loop.h"

namespace lapidary {

/// A run may go as far from its reference as max_kl says (nats; a token's mean, of PPO a completion's sum). What is
/// told where the step has gone farther; nothing without a budget, or within it.
std::optional<Sentence> budgetPassed(const Json &run, const StepReport &taken, std::int64_t total);

} // namespace lapidary
