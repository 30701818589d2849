// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/trainer.h"

namespace lapidary {

/// {"verb": "generate" | "score", …} of a paused training, as a served model answers it, but by the network of a "port"
/// of the run (policy) with its weights as they stand. Never throws.
Result<Json> answerPaused(const JobRequest &request, const PausedTraining &training, JobContext &job);

} // namespace lapidary
