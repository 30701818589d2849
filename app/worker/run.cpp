// SPDX-License-Identifier: Apache-2.0
#include "app/worker/run.h"
#include "app/worker/jobs/job_kind.h"
#include "app/worker/run_context.h"
#include "app/worker/signals.h"
#include "core/base/log.h"
#include "core/config/spec.h"
#include "core/engine/tensor/placement.h"
#include "core/job/worked_time.h"
#include <exception>
#include <fstream>

namespace lapidary {

namespace {

enum ExitCode { kFinished = 0, kFailed = 1, kCancelledExit = 3, kDefect = 5 };

int complain(const Error &error) {
    log::error(describe(error));
    return kFailed;
}

Result<Json> doJob(const Json &run, JobContext &context) {
    const auto kind = getString(run, "kind").and_then(jobKindByName);
    if (!kind) return unexpected(kind.error());
    if (run.contains("threads")) {
        const auto threads = getInteger(run, "threads");
        if (!threads) return unexpected(threads.error());
        if (*threads >= 1) setThreads(static_cast<int>(*threads));
    }
    context.sink().emit("state", {{"state", "running"}});
    return (*kind)->run(run, context);
}

/// The most memory that this process has held, in bytes; 0 where the system does not tell.
std::int64_t peakMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:" && status >> word) return std::stoll(word) * 1024;
    return 0;
}

void sayEnd(RunContext &context, const char *state, Json more = Json::object()) {
    more["state"] = state;
    more["peak_memory"] = peakMemory();
    context.emit("state", std::move(more));
}

/// A job tells the tokens that it cost; the seconds, of earlier sittings too, stand in the log.
Json withSeconds(Json result, const fs::path &folder) {
    if (!result.contains("cost")) return result;
    WorkedTime time;
    RunLogReader reader(folder / "run.log");
    for (auto events = reader.next(); events && !events->empty(); events = reader.next())
        for (const Event &event : *events) time.see(event);
    result["cost"]["seconds"] = time.seconds();
    return result;
}

int finish(RunContext &context, const Result<Json> &result) {
    if (const auto failure = context.logFailure()) return complain(*failure);
    if (result) {
        context.emit("result", withSeconds(*result, context.runFolder()));
        sayEnd(context, "finished");
        if (const auto failure = context.logFailure()) return complain(*failure);
        return kFinished;
    }
    if (result.error().code == kCancelled) {
        sayEnd(context, "cancelled");
        return kCancelledExit;
    }
    sayEnd(context, "failed", {{"error", toJson(result.error())}});
    return complain(result.error());
}

} // namespace

int runFolder(const std::string &folder) {
    std::error_code wrong;
    const fs::path absolute = fs::canonical(folder, wrong);
    if (wrong) return complain(systemError("open", folder, wrong.value()));
    const auto run = readDocument((absolute / "run.toml").string());
    if (!run) return complain(run.error());
    const auto context = RunContext::open(absolute);
    if (!context) return complain(context.error());
    const SignalWatch watch([&] { (*context)->requestStop(); });
    (*context)->emit("state", {{"state", "starting"}});
    try { // the job boundary: LibTorch tells of exhausted memory and lost devices by exceptions
        return finish(**context, doJob(run->values, **context));
    } catch (const std::exception &thrown) {
        finish(**context, fail("worker.exception", std::string(thrown.what()).substr(0, 2000)));
        return kDefect;
    }
}

} // namespace lapidary
