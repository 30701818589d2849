// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/queue/worker_pool.h"
#include <memory>

namespace lapidary {

/// The program's warm workers: made with the first call, and gone when nobody holds them any more. All that ask a model
/// hold the same ones, and so does the queue of runs, which counts their memory.
std::shared_ptr<WorkerPool> warmWorkers();

/// What the objects of the bridge ask through. It starts nothing before the first question.
class WarmWorker {
public:
    /// WorkerPool::ask(): blocks, so call it on a thread that may.
    Result<Json> ask(const Json &request, const std::function<bool()> &cancelled,
                     const std::function<void(const Json &partial)> &partial = {}) const {
        return pool_->ask(request, cancelled, partial);
    }

private:
    std::shared_ptr<WorkerPool> pool_ = warmWorkers();
};

} // namespace lapidary
