// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/owner_job.h"
#include "core/job/run_log.h"

namespace lapidary {

std::string cutSentence(std::int64_t cut, std::int64_t samples, const std::string &consequence) {
    if (cut == 0) return {};
    return std::to_string(cut) + " of " + std::to_string(samples) +
           " completions were cut before they ended: " + consequence;
}

Status runOwnerJob(const RunKind &kind, const fs::path &runFolder, const Json &config) {
    auto log = RunLogWriter::open(runFolder / "run.log");
    if (!log) return unexpected(log.error());
    const auto say = [&](const char *type, Json body) -> Status {
        auto said = log->append(type, std::move(body));
        return said ? Status{} : Status(unexpected(said.error()));
    };
    if (auto ok = say("state", {{"state", "running"}}); !ok) return ok;
    const auto made = kind.work(runFolder, config);
    if (!made) {
        if (auto ok = say("state", {{"state", "failed"}, {"error", toJson(made.error())}}); !ok) return ok;
        return unexpected(made.error());
    }
    if (auto ok = say(
            "progress",
            {{"phase", kind.info.name}, {"done", made->result.at("prompts")}, {"total", made->result.at("prompts")}});
        !ok)
        return ok;
    if (!made->warning.empty())
        if (auto ok = say("notice", {{"level", "warning"}, {"text", made->warning}}); !ok) return ok;
    if (auto ok = say("result", made->result); !ok) return ok;
    return say("state", {{"state", "finished"}});
}

} // namespace lapidary
