// SPDX-License-Identifier: Apache-2.0
// A worker that only pretends: it takes the folder, writes a log, and ends as $FAKE_END says: finish, fail, silent,
// hang. One that hangs goes on where a file "go" stands in its folder, fails where "fail" does, and is paused from when
// "rest" stands there. One that finishes leaves the samples of $FAKE_SAMPLES.
#include "core/config/spec.h"
#include "core/job/run_lock.h"
#include "core/job/run_log.h"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace lapidary;

namespace {
volatile std::sig_atomic_t stopped = 0;

int over(RunLogWriter &log, Json state, int code) {
    return log.append("state", std::move(state)) ? code : 1;
}
} // namespace

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    std::signal(SIGTERM, [](int) { stopped = 1; });
    const fs::path folder = argv[2];
    const auto lock = RunLock::take(folder);
    if (!lock) {
        std::fprintf(stderr, "%s\n", describe(lock.error()).c_str());
        return 1;
    }
    auto log = RunLogWriter::open(folder / "run.log");
    if (!log) return 1;
    const char *given = std::getenv("FAKE_END");
    std::string end = given ? given : "finish";
    if (!log->append("state", {{"state", "running"}})) return 1;
    if (!log->append("metrics", {{"step", 1}, {"values", {{"loss", 0.5}}}})) return 1;
    for (bool rests = false; end == "hang" && !stopped && !fs::exists(folder / "go"); usleep(20'000)) {
        if (fs::exists(folder / "fail")) end = "fail";
        if (!rests && fs::exists(folder / "rest")) rests = log->append("state", {{"state", "paused"}}).has_value();
    }
    if (stopped) return over(*log, {{"state", "cancelled"}}, 3);
    if (end == "silent") {
        std::fprintf(stderr, "terminate called: out of luck\n");
        raise(SIGKILL);
    }
    if (end == "fail")
        return over(*log,
                    {{"state", "failed"},
                     {"error", toJson(Error{.code = "train.not_finite", .message = "the loss is not finite"})}},
                    1);
    if (const char *samples = std::getenv("FAKE_SAMPLES"))
        if (!writeFileAtomic(folder / "samples.jsonl", samples)) return 1;
    return over(*log, {{"state", "finished"}}, 0);
}
