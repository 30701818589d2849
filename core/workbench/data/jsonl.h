// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <functional>
#include <nlohmann/json.hpp>
#include <stop_token>

namespace lapidary {

/// Calls `see` for every line that is not blank. All bad lines (at most 20 are listed) come back in one error with
/// their numbers; nothing is dropped silently. Where `see` returns kCancelled, the reading ends with it.
Status forEachRow(const fs::path &file, const std::function<Status(const Json &)> &see);

/// What a long reading of rows may be asked, and tells.
struct RowWork {
    std::stop_token stop{};
    std::function<void(std::int64_t done)> progress{};
    /// With every row: kCancelled where somebody wants the end.
    Status next(std::int64_t done) const {
        if (stop.stop_requested()) return fail(kCancelled, "Stopped on request");
        if (progress) progress(done);
        return {};
    }
};
std::string toJsonl(const std::vector<Json> &rows);

} // namespace lapidary
