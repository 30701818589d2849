// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>
#include <optional>

namespace lapidary {

/// $LAPIDARY_WORKER, or lapidary-worker beside our own program. worker.not_found.
Result<fs::path> workerProgram();

/// A process, told apart from a later one with the same number by its start (clock ticks since boot).
struct ProcessId {
    int pid = 0;
    std::int64_t start = 0;
};
/// Nothing for processes that have gone or are only waiting to be reaped.
std::optional<ProcessId> processOf(int pid);
bool isAlive(const ProcessId &process);
/// Peak resident memory in bytes (VmHWM); 0 where the process has gone.
std::int64_t peakMemoryOf(int pid);
std::int64_t residentMemoryOf(int pid); ///< the same of now (VmRSS)

/// Starts `lapidary-worker run FOLDER` in a session of its own, so that it outlives us; its output goes to worker.out
/// and worker.err in the folder.
Result<ProcessId> launchWorker(const fs::path &runFolder);

/// How a child ended. Nothing while it runs; also nothing about processes that are not our children.
struct WorkerEnd {
    int exitCode = 0; ///< or
    int signal = 0;
    std::int64_t peakMemory = 0; ///< bytes
};
std::optional<WorkerEnd> reap(int pid);

/// The end of worker.err, at most `limit` bytes, without a torn first line.
std::string lastWords(const fs::path &runFolder, std::size_t limit = 2000);

} // namespace lapidary
