// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/warm_worker.h"

namespace lapidary {

std::shared_ptr<WorkerPool> warmWorkers() {
    static std::mutex mutex;
    static std::weak_ptr<WorkerPool> shared; // no worker outlives those that ask
    const std::lock_guard lock(mutex);
    auto pool = shared.lock();
    if (!pool) shared = pool = std::make_shared<WorkerPool>();
    return pool;
}

} // namespace lapidary
