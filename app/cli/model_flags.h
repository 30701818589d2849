// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/lines.h"
#include "core/job/worker_client.h"

namespace lapidary {

struct ModelFlags {
    std::string model, dtype = "f32", device = "cpu", mix = "none";
    std::vector<std::string> adapters; ///< DIR[:weight]
    int threads = 0;                   ///< 0: as many as LibTorch finds
};
void addModelFlags(CLI::App &command, ModelFlags &flags);

/// What a request to the worker calls its model: {"path", "adapters"?, "mix"?, "dtype", "device", "threads"?}. A name
/// without a folder of that name is looked up in PROJECT/models, then among the stages that the project has trained;
/// "remote:NAME" gives {"name", "remote"}. Errors:
/// model.not_found, model.not_trained, usage.*.
Result<Json> modelReference(const ModelFlags &flags, const Common &common);

/// The lines of a verb that the worker answers. `prepare` makes the worker's request (without verb, model and id) of
/// ours; `finish`, where given, makes our answer of the worker's. The model is loaded, and found wanting, before the
/// first line; without a model (null) the request names none.
struct WorkerVerb {
    std::string verb;
    Json model = nullptr;
    std::function<Result<Json>(const Json &request)> prepare{};
    std::function<Result<Json>(const Json &request, Json answer)> finish{};
};
/// Prints a notice of the worker to standard error.
void tellNotice(const Json &partial);
Result<int> answerByWorker(const LineFlags &lines, const Common &common, const WorkerVerb &verb);

} // namespace lapidary
