// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/job.h"

namespace lapidary {

/// The one training loop. Reads a resolved run (kind = "train": algorithm, [model], [data], [config], seed, device,
/// dtype, threads), goes on from the newest checkpoint if there is one, and leaves `model/` in the run folder: a
/// Hugging Face folder, or a PEFT adapter folder for LoRA runs. Stop keeps a checkpoint of the last whole step.
/// Errors: train.*, config.*, data.*, model.*; a non-finite loss stops the run before the optimiser moves.
Result<Json> train(const Json &run, JobContext &job);

} // namespace lapidary
