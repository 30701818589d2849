// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"
#include <stop_token>

namespace lapidary {

/// Does the work of a kind that needs no worker, and logs it as a worker would. Ends with kCancelled where `stop` asks
/// for it, or {"cmd": "stop"} at the run's socket, as with a worker.
Status runOwnerJob(const RunKind &kind, const fs::path &runFolder, const Json &config,
                   const std::stop_token &stop = {});

/// What became of completions that were cut, or nothing where none was.
Sentence cutSentence(std::int64_t cut, std::int64_t samples, const Sentence &consequence);

} // namespace lapidary
