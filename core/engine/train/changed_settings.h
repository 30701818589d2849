// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/method.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// Other values of settings that a paused training is given: [{"step", "field", "old", "new"}], which count for the
/// steps behind `step`. A checkpoint lists them, and changed.json says that the run is another than it was begun as.
class ChangedSettings {
public:
    /// `begun`: the settings of run.toml, where nothing has been changed.
    explicit ChangedSettings(Json begun) : begun_(std::move(begun)) {}

    /// {"settings": {field: value}}: what would be changed now; empty where all is so already. Moves nothing.
    /// request.settings, and what changeSettings() refuses.
    Result<Json> asked(const MethodInfo &method, const Json &request, std::int64_t step) const;

    void take(Json list) { list_ = std::move(list); }
    const Json &list() const { return list_; }
    Json config() const; ///< as it stands with them
    /// In changed.json of the run's folder; a run without any has no such note.
    Status note(const fs::path &folder) const;

private:
    Json begun_;
    Json list_ = Json::array();
};

} // namespace lapidary
