// SPDX-License-Identifier: Apache-2.0
#include "app/worker/jobs/confidences.h"
#include "core/stats/calibration.h"
#include "core/stats/score_calibration.h"
#include <algorithm>
#include <cstdio>
#include <memory>

namespace lapidary {

namespace {

constexpr std::int64_t kBins = 10;

std::string percent(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

} // namespace

void Confidences::add(const Json &row) {
    const auto confidence = row.find("confidence");
    if (confidence == row.end() || row.at("correct").is_null()) return;
    how_.push_back(confidence->get<double>());
    right_.push_back(row.at("correct") == true ? 1 : 0);
}

Status Confidences::tell(Json &bucket) const {
    if (how_.empty()) return {};
    const auto right = std::make_unique<bool[]>(right_.size());
    std::copy(right_.begin(), right_.end(), right.get());
    const auto error = stats::calibration(how_, {right.get(), right_.size()}, kBins);
    if (!error) return unexpected(error.error());
    const auto floor = stats::calibrationFloor(how_, kBins);
    if (!floor) return unexpected(floor.error());
    bucket["calibration"] = {{"problems", how_.size()}, {"ece", error->ece}, {"ece_floor", *floor}};
    return {};
}

void tellOfCalibration(const Json &totals, JobContext &context) {
    for (const auto &bucket : totals["buckets"]) {
        if (!bucket.contains("calibration")) continue;
        const Json &told = bucket["calibration"];
        const Sentence text{
            "{0}: expected calibration error {1} over {2} problems; chance alone gives {3} to whoever is "
            "always as sure as right.",
            bucket["name"].get<std::string>(), percent(told["ece"].get<double>()), told["problems"].get<std::int64_t>(),
            percent(told["ece_floor"].get<double>())};
        context.sink().emit("notice", noticeOf("info", text));
    }
}

} // namespace lapidary
