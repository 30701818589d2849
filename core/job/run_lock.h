// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <optional>

namespace lapidary {

/// Never two workers on one run folder: a lock of the process on `worker.lock`, which the kernel releases at its death.
class RunLock {
public:
    /// run.busy names the process that works there.
    static Result<RunLock> take(const fs::path &runFolder);
    RunLock(RunLock &&other) noexcept;
    RunLock &operator=(RunLock &&) = delete;
    ~RunLock();

private:
    explicit RunLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// The process that works in a run folder now, asked of the kernel without taking the lock.
std::optional<int> workerOf(const fs::path &runFolder);

} // namespace lapidary
