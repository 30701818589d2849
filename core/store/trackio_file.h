// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

namespace lapidary {

struct TrackioPoint {
    double time = 0; ///< seconds since 1970
    std::int64_t step = 0;
    Json metrics = Json::object();
};
struct TrackioRun {
    std::string id{}, name{};
    Json config = Json::object();
    std::vector<TrackioPoint> points{};
};

/// A project of Trackio (its schema 2, from Trackio 0.24 on): a database that it shows when it lies in its folder. What
/// else Trackio keeps it adds itself. The file must not be there yet. Errors: store.*.
Status writeTrackio(const fs::path &file, std::span<const TrackioRun> runs);

} // namespace lapidary
