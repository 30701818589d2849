// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/owner_job.h"
#include "core/base/log.h"
#include "core/job/channel.h"
#include "core/job/run_log.h"
#include <chrono>
#include <functional>

namespace lapidary {

Sentence cutSentence(std::int64_t cut, std::int64_t samples, const Sentence &consequence) {
    if (cut == 0) return {};
    return {"{0} of {1} completions were cut before they ended: {2}", cut, samples, consequence};
}

namespace {

using Say = std::function<Status(const char *type, Json body)>;

/// Progress some times a second: how many prompts there are is known only at the end.
RowWork rowWork(const RunKind &kind, const Say &say, std::stop_token stop) {
    using Clock = std::chrono::steady_clock;
    return {.stop = std::move(stop),
            .progress = [phase = kind.info.name, say, told = Clock::now()](std::int64_t done) mutable {
                if (Clock::now() - told < std::chrono::milliseconds(250)) return;
                told = Clock::now();
                (void)say("progress", {{"phase", phase}, {"done", done}, {"total", 0}}); // the last words are checked
            }};
}

Status sayEnd(const Say &say, const Error &error) {
    const bool cancelled = error.code == kCancelled;
    Json state = {{"state", cancelled ? "cancelled" : "failed"}};
    if (!cancelled) state["error"] = toJson(error);
    if (auto ok = say("state", std::move(state)); !ok) return ok;
    return fail(error);
}

Status sayMade(const Say &say, const RunKind &kind, const RunKind::Made &made) {
    const Json &prompts = made.result.at("prompts");
    if (auto ok = say("progress", {{"phase", kind.info.name}, {"done", prompts}, {"total", prompts}}); !ok) return ok;
    if (!made.warning.empty())
        if (auto ok = say("notice", noticeOf("warning", made.warning)); !ok) return ok;
    if (auto ok = say("result", made.result); !ok) return ok;
    return say("state", {{"state", "finished"}});
}

} // namespace

Status runOwnerJob(const RunKind &kind, const fs::path &runFolder, const Json &config, std::stop_token stop) {
    auto log = RunLogWriter::open(runFolder / "run.log");
    if (!log) return unexpected(log.error());
    const Say say = [&](const char *type, Json body) -> Status {
        auto said = log->append(type, std::move(body));
        return said ? Status{} : Status(unexpected(said.error()));
    };
    std::stop_source stopping;
    const std::stop_callback both(stop, [&] { stopping.request_stop(); });
    const auto socket = socketPathOf(runFolder);
    const auto channel = socket ? ChannelServer::listen(*socket,
                                                        [&](const Json &command) {
                                                            if (getString(command, "cmd").value_or("") == "stop")
                                                                stopping.request_stop();
                                                        })
                                : Result<std::unique_ptr<ChannelServer>>(unexpected(socket.error()));
    if (!channel) log::warning("This run cannot be stopped by itself: " + describe(channel.error()));
    if (auto ok = say("state", {{"state", "running"}}); !ok) return ok;
    const auto made = kind.work(runFolder, config, rowWork(kind, say, stopping.get_token()));
    return made ? sayMade(say, kind, *made) : sayEnd(say, made.error());
}

} // namespace lapidary
