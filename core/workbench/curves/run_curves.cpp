// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curves/run_curves.h"
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr int kMostForks = 64; ///< of forks; folders that name each other would go round for ever

std::vector<LoggedMetrics> trunk(const fs::path &runFolder, int depth);

void append(std::vector<LoggedMetrics> &rows, LoggedMetrics row) {
    while (!rows.empty() && rows.back().step >= row.step) rows.pop_back();
    rows.push_back(std::move(row));
}

Result<std::vector<LoggedMetrics>> curves(const fs::path &runFolder, int depth) {
    std::vector<LoggedMetrics> rows = trunk(runFolder, depth);
    LiveRun run(LiveRun::Keep::News, rows.empty() ? 0 : rows.back().seconds);
    RunLogReader reader(runFolder / "run.log");
    for (;;) {
        const auto events = reader.next();
        if (!events) return unexpected(events.error());
        if (events->empty()) return rows;
        for (const Event &event : *events) run.see(event);
        for (LoggedMetrics &each : run.takeNews().metrics) append(rows, std::move(each));
    }
}

std::vector<LoggedMetrics> trunk(const fs::path &runFolder, int depth) {
    const auto run = depth < kMostForks ? readDocument((runFolder / "run.toml").string()) : Result<Document>();
    const Json fork = run ? run->values.value("fork", Json()) : Json();
    if (!fork.is_object()) return {};
    const double step = getNumber(fork, "step").value_or(0);
    auto rows = curves(runFolder.parent_path() / getString(fork, "run").value_or(""), depth + 1)
                    .value_or(std::vector<LoggedMetrics>{});
    std::erase_if(rows, [&](const LoggedMetrics &row) { return row.step > step; });
    return rows;
}

} // namespace

Result<std::vector<LoggedMetrics>> curvesOf(const fs::path &runFolder) {
    return curves(runFolder, 0);
}

std::vector<LoggedMetrics> trunkOf(const fs::path &runFolder) {
    return trunk(runFolder, 0);
}

} // namespace lapidary
