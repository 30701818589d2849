// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verb.h"
#include "app/cli/interrupt.h"
#include "core/config/spec.h"
#include <csignal>

namespace lapidary {
namespace {
volatile std::sig_atomic_t stopped = 0;
} // namespace

void catchInterrupts() {
    struct sigaction action = {};
    action.sa_handler = [](int) { stopped = 1; };
    sigemptyset(&action.sa_mask); // no SA_RESTART: a wait for input ends at once
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is an error of the write, not a silent death
}

bool interrupted() {
    return stopped != 0;
}

Error cancelled() {
    return {.code = kCancelled, .message = "Stopped on request."};
}

int exitCodeOf(const Error &error) {
    if (error.code == kCancelled) return kCancelledByUser;
    if (error.code == "worker.died") return kWorkerDied;
    if (error.code.starts_with("usage.")) return kUsage;
    if (error.code.starts_with("internal.")) return kDefect;
    return kFailed;
}

Error severalAtOnce(std::vector<Error> problems, const Common &common) {
    if (problems.size() > 1) *common.problems = problems;
    return joined(problems);
}

Error usageError(std::string message, std::string field, std::string found, std::string expected) {
    return {.code = "usage.value",
            .message = std::move(message),
            .field = std::move(field),
            .found = std::move(found),
            .expected = std::move(expected),
            .remedy = "See --help."};
}

} // namespace lapidary
