// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/worker_need.h"
#include "core/job/model_reference.h"
#include "core/workbench/models/models.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

namespace lapidary {

WorkerNeed workerNeed(const Json &request) {
    if (!request.is_object()) return {}; // the worker says what is wrong with it
    const auto found = request.find("model");
    const Json model = found == request.end() ? Json() : *found;
    WorkerNeed need{.model = dumpJson(baseOf(model)), .memory = estimateAnswering(request)};
    if (!model.is_object() || !model.contains("remote")) {
        const auto threads = getInteger(model, "threads");
        need.threads = static_cast<int>(
            std::clamp<std::int64_t>(threads ? *threads : std::max(1u, std::thread::hardware_concurrency()), 1, 1024));
    }
    need.once = getString(request, "verb").value_or("") == "export";
    return need;
}

} // namespace lapidary
