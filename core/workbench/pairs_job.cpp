// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/pairs_job.h"
#include "core/job/run_log.h"
#include "core/workbench/jsonl.h"
#include "core/workbench/pairs.h"

namespace lapidary {
namespace {

Result<Json> work(const fs::path &runFolder, const Json &settings) {
    const auto config = PairsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto made = makePairs(runFolder / "samples.jsonl", *config);
    if (!made) return unexpected(made.error());
    if (auto written = writeFileAtomic(runFolder / "pairs.jsonl", toJsonl(made->rows)); !written) return unexpected(written.error());
    return Json{{"file", "pairs.jsonl"}, {"pairs", made->rows.size()}, {"prompts", made->prompts}, {"without_contrast", made->withoutContrast},
                {"samples", made->samples}, {"cut", made->cut}, {"empty", made->empty}, {"unscorable", made->unscorable}};
}

} // namespace

Status runPairs(const fs::path &runFolder, const Json &config) {
    auto log = RunLogWriter::open(runFolder / "run.log");
    if (!log) return unexpected(log.error());
    const auto say = [&](const char *type, Json body) -> Status {
        auto said = log->append(type, std::move(body));
        return said ? Status{} : Status(unexpected(said.error()));
    };
    if (auto ok = say("state", {{"state", "running"}}); !ok) return ok;
    const auto made = work(runFolder, config);
    if (!made) {
        if (auto ok = say("state", {{"state", "failed"}, {"error", toJson(made.error())}}); !ok) return ok;
        return unexpected(made.error());
    }
    if (auto ok = say("progress", {{"phase", "pairs"}, {"done", made->at("prompts")}, {"total", made->at("prompts")}}); !ok) return ok;
    if (const auto cut = made->at("cut").get<std::int64_t>(); cut > 0) {
        const bool taken = config.value("include_truncated_completions", false);
        const std::string text = std::to_string(cut) + " of " + dumpJson(made->at("samples")) + " completions were cut before they ended: " +
                                 (taken ? "they may only be rejected, and have no end to learn" : "they are in no pair (include_truncated_completions takes them)");
        if (auto ok = say("notice", {{"level", "warning"}, {"text", text}}); !ok) return ok;
    }
    if (auto ok = say("result", *made); !ok) return ok;
    return say("state", {{"state", "finished"}});
}

} // namespace lapidary
