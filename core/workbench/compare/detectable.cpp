// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/detectable.h"
#include "core/stats/paired.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cstdio>
#include <map>

namespace lapidary {

namespace {

struct Bucket {
    std::string name{};
    fs::path file{};
    std::int64_t arms = 0;
};

std::vector<Bucket> bucketsOf(const Plan &plan) {
    std::vector<Bucket> out;
    for (const PlannedRun &run : plan.runs) {
        if (!isArm(run.kind)) continue;
        for (const Json &each : run.config.value("bucket", Json::array())) {
            const std::string name = each.value("name", "");
            auto at = std::find_if(out.begin(), out.end(), [&](const Bucket &bucket) { return bucket.name == name; });
            if (at == out.end()) at = out.insert(out.end(), {name, run.files.at(each.value("problems", ""))});
            ++at->arms;
        }
    }
    std::erase_if(out, [](const Bucket &bucket) { return bucket.arms < 2; });
    return out;
}

} // namespace

Result<std::vector<Detectable>> detectableOf(const Project &project, const Plan &plan) {
    const std::vector<Bucket> buckets = bucketsOf(plan);
    std::int64_t looks = 0;
    for (const Bucket &bucket : buckets) looks += bucket.arms * (bucket.arms - 1) / 2;
    std::vector<Detectable> out;
    for (const Bucket &bucket : buckets) {
        std::int64_t rows = 0;
        const auto read = forEachRow(project.folder() / bucket.file, [&](const Json &) -> Status {
            ++rows;
            return {};
        });
        if (!read) return unexpected(read.error());
        if (rows == 0) continue;
        const auto difference = stats::smallestDifference(rows, kDisagreement, 0.05 / static_cast<double>(looks));
        if (!difference) return unexpected(difference.error());
        out.push_back({bucket.name, rows, looks, *difference});
    }
    return out;
}

std::string sentence(const Detectable &each) {
    char points[32];
    std::snprintf(points, sizeof points, "%.1f", 100 * each.difference.value_or(0));
    const std::string looks = each.looks == 1 ? "1 pair" : std::to_string(each.looks) + " pairs";
    const std::string where = each.bucket + " (" + std::to_string(each.problems) + " problems): ";
    if (!each.difference)
        return where + "too few to tell two arms apart, corrected for " + looks +
               ", where they disagree on 30 % of the problems";
    return where + "a difference of " + points + " points or more is likely shown (chance 80 %, corrected for " +
           looks + ", where two arms disagree on 30 % of the problems)";
}

} // namespace lapidary
