// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/owner_job.h"
#include "core/job/pause_desk.h"
#include "core/job/run_output.h"
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

Status runOwnerJob(const RunKind &kind, const fs::path &runFolder, const Json &config, const std::stop_token &stop) {
    std::stop_source stopping;
    PauseDesk desk; // whoever asks is told that such a run is at work
    const auto output = RunOutput::open(runFolder);
    if (!output) return unexpected(output.error());
    const Say say = [&](const char *type, Json body) { return (*output)->emit(type, std::move(body)); };
    const std::stop_callback both(stop, [&] { stopping.request_stop(); });
    (*output)->listen([&](const Json &command, ClientId from) {
        if (getString(command, "cmd").value_or("") == "stop") stopping.request_stop();
        if (!command.is_object() || !command.contains("verb")) return;
        for (const auto &[to, message] : desk.take(command, from)) (*output)->send(to, message);
    });
    if (auto ok = say("state", {{"state", "running"}}); !ok) return ok;
    const auto made = kind.work(runFolder, config, rowWork(kind, say, stopping.get_token()));
    return made ? sayMade(say, kind, *made) : sayEnd(say, made.error());
}

} // namespace lapidary
