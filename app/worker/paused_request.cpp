// SPDX-License-Identifier: Apache-2.0
#include "app/worker/paused_request.h"
#include "app/worker/requests.h"
#include <algorithm>
#include <exception>

namespace lapidary {
namespace {

Result<std::string> portOf(const Json &request, const Networks &networks) {
    auto port = request.contains("port") ? getString(request, "port") : Result<std::string>(kPolicy);
    if (!port) return port;
    const auto ports = networks.ports();
    if (std::find(ports.begin(), ports.end(), *port) != ports.end()) return port;
    std::string known;
    for (const auto &each : ports) known += (known.empty() ? "" : ", ") + each;
    return fail({.code = "request.unknown_port",
                 .message = "The run has no network of its own by this name.",
                 .field = "port",
                 .found = *port,
                 .expected = known});
}

/// It borrows the network: the training goes on with it.
ModelSession sessionOf(const PausedTraining &training, const std::string &port) {
    const std::shared_ptr<void> nobody;
    return {.reference = {{"run", training.run}, {"port", port}, {"step", training.step}},
            .model = std::shared_ptr<Decoder>(nobody, &training.networks[port]),
            .tokenizer = std::shared_ptr<const Tokenizer>(nobody, training.tokenizer)};
}

Result<Json> dispatch(const JobRequest &request, const PausedTraining &training, JobContext &job) {
    const auto verb = getString(request.body, "verb");
    if (!verb) return unexpected(verb.error());
    if (*verb != "generate" && *verb != "score")
        return fail({.code = "request.unknown_verb",
                     .message = "A paused run knows no such request.",
                     .field = "verb",
                     .found = *verb,
                     .expected = "generate, score, add_rows, change, takes, snapshot or cancel"});
    if (request.body.contains("model"))
        return fail({.code = "request.unknown_field",
                     .message = "A paused run answers with its own weights.",
                     .field = "model",
                     .expected = "\"port\", or nothing: the policy"});
    const auto port = portOf(request.body, training.networks);
    if (!port) return unexpected(port.error());
    Json rest = request.body;
    rest.erase("port");
    const ModelSession session = sessionOf(training, *port);
    if (*verb == "score") return answerScore(rest, session);
    return answerGenerate(rest, session, request.stop, [&](const Json &partial) { job.tell(partial); });
}

} // namespace

Result<Json> answerPaused(const JobRequest &request, const PausedTraining &training, JobContext &job) {
    try { // an answer that does not fit into memory must not cost the run
        return dispatch(request, training, job);
    } catch (const std::exception &thrown) {
        return fail("worker.exception", std::string(thrown.what()).substr(0, 2000));
    }
}

} // namespace lapidary
