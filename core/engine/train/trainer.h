// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/networks.h"
#include "core/job/job.h"
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// A training as it stands between two steps, for whoever answers requests about it.
struct PausedTraining {
    const Networks &networks; ///< none of them drops out
    const Tokenizer *tokenizer;
    std::string run; ///< its folder's name
    std::int64_t step;
};
/// Answers a request that is not about the training itself, and moves nothing.
using PausedAnswer = std::function<Result<Json>(const JobRequest &, const PausedTraining &, JobContext &)>;

/// The one training loop. Reads a resolved run (kind = "train": algorithm, [model], [data], [config], seed, device,
/// dtype, threads, save_minutes: CheckpointTimes), goes on from the newest checkpoint if there is one, and leaves
/// `model/` in the run folder: a Hugging Face folder, or a PEFT adapter folder for LoRA runs. Stop keeps a checkpoint
/// of the last whole step.
/// While it is paused it takes rows ({"verb": "add_rows"}, see AddedRows) and hands other requests to `answer`.
/// Errors: train.*, config.*, data.*, model.*; a non-finite loss stops the run before the optimiser moves.
Result<Json> train(const Json &run, JobContext &job, const PausedAnswer &answer = {});

/// What train() would say before its first step: opens the networks and reads all rows of the same run folder, and
/// leaves no checkpoint and no log. Its notices go to job.sink(). Returns {"steps_per_epoch"}. Errors: those of
/// train().
Result<Json> checkTraining(const Json &run, JobContext &job);

} // namespace lapidary
