// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <string>

namespace lapidary {

/// What a request needs of the process that answers it.
struct WorkerNeed {
    std::string model{};     ///< what the process holds; requests with the same one share a process
    std::int64_t memory = 0; ///< bytes, by estimate
    int threads = 0;         ///< cores that are busy while it answers
    bool once = false;       ///< a process of its own, which leaves behind the answer
};

/// Requests about one base share a process, whatever adapters they put on it. One that writes a model ("export") loads
/// a model beside the one that answers, so that it gets a process of its own. A server's model takes no cores here.
WorkerNeed workerNeed(const Json &request);

} // namespace lapidary
