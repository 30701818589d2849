// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/owner_job.h"
#include "core/base/log.h"
#include "core/job/channel.h"
#include "core/job/run_log.h"
#include "core/workbench/filter.h"
#include "core/workbench/jsonl.h"
#include "core/workbench/pairs.h"
#include <chrono>
#include <functional>

namespace lapidary {
namespace {

std::string cutSentence(std::int64_t cut, std::int64_t samples, const std::string &consequence) {
    if (cut == 0) return {};
    return std::to_string(cut) + " of " + std::to_string(samples) +
           " completions were cut before they ended: " + consequence;
}

Result<OwnerJob::Made> pairs(const fs::path &runFolder, const Json &settings, const char *output, const RowWork &rows) {
    const auto config = PairsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto made = makePairs(runFolder / "samples.jsonl", *config, rows);
    if (!made) return unexpected(made.error());
    if (auto written = writeFileAtomic(runFolder / output, toJsonl(made->rows)); !written)
        return unexpected(written.error());
    Json result = {{"file", output},           {"pairs", made->rows.size()},
                   {"prompts", made->prompts}, {"without_contrast", made->withoutContrast},
                   {"samples", made->samples}, {"cut", made->cut},
                   {"empty", made->empty},     {"unscorable", made->unscorable}};
    return OwnerJob::Made{std::move(result),
                          cutSentence(made->cut, made->samples,
                                      config->includeTruncatedCompletions
                                          ? "they may only be rejected, and have no end to learn"
                                          : "they are in no pair (include_truncated_completions takes them)")};
}

Result<OwnerJob::Made> filter(const fs::path &runFolder, const Json &settings, const char *output,
                              const RowWork &rows) {
    const auto config = FilterConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto kept = filterSamples(runFolder / "samples.jsonl", *config, rows);
    if (!kept) return unexpected(kept.error());
    if (auto written = writeFileAtomic(runFolder / output, toJsonl(kept->rows)); !written)
        return unexpected(written.error());
    Json result = {{"file", output},           {"rows", kept->rows.size()},
                   {"prompts", kept->prompts}, {"without_right", kept->withoutRight},
                   {"samples", kept->samples}, {"cut", kept->cut}};
    return OwnerJob::Made{std::move(result), cutSentence(kept->cut, kept->samples, "none of them was kept")};
}

} // namespace

const OwnerJob *ownerJob(const std::string &kind) {
    static const OwnerJob list[] = {
        {"pairs", "pairs.jsonl", "preference", []() -> const ConfigSpec & { return PairsConfig::described().spec(); },
         pairs},
        {"filter", "kept.jsonl", "prompt_completion",
         []() -> const ConfigSpec & { return FilterConfig::described().spec(); }, filter},
    };
    for (const OwnerJob &job : list)
        if (kind == job.kind) return &job;
    return nullptr;
}

namespace {

using Say = std::function<Status(const char *type, Json body)>;

/// Progress some times a second: how many prompts there are is known only at the end.
RowWork rowWork(const OwnerJob &job, const Say &say, std::stop_token stop) {
    using Clock = std::chrono::steady_clock;
    return {.stop = std::move(stop),
            .progress = [kind = job.kind, say, told = Clock::now()](std::int64_t done) mutable {
                if (Clock::now() - told < std::chrono::milliseconds(250)) return;
                told = Clock::now();
                (void)say("progress", {{"phase", kind}, {"done", done}, {"total", 0}}); // the last words are checked
            }};
}

Status sayEnd(const Say &say, const Error &error) {
    const bool cancelled = error.code == kCancelled;
    Json state = {{"state", cancelled ? "cancelled" : "failed"}};
    if (!cancelled) state["error"] = toJson(error);
    if (auto ok = say("state", std::move(state)); !ok) return ok;
    return fail(error);
}

Status sayMade(const Say &say, const OwnerJob &job, const OwnerJob::Made &made) {
    const Json &prompts = made.result.at("prompts");
    if (auto ok = say("progress", {{"phase", job.kind}, {"done", prompts}, {"total", prompts}}); !ok) return ok;
    if (!made.warning.empty())
        if (auto ok = say("notice", {{"level", "warning"}, {"text", made.warning}}); !ok) return ok;
    if (auto ok = say("result", made.result); !ok) return ok;
    return say("state", {{"state", "finished"}});
}

} // namespace

Status runOwnerJob(const OwnerJob &job, const fs::path &runFolder, const Json &config, std::stop_token stop) {
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
    const auto made = job.work(runFolder, config, job.output, rowWork(job, say, stopping.get_token()));
    return made ? sayMade(say, job, *made) : sayEnd(say, made.error());
}

} // namespace lapidary
