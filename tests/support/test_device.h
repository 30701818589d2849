// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

namespace lapidary {

/// Where the engine's tests train and generate: LAPIDARY_DEVICE, as a run names its device; else the CPU.
inline std::string testDevice() {
    const char *named = std::getenv("LAPIDARY_DEVICE");
    return named && *named ? named : "cpu";
}

/// A run that says nothing of a device is done on that one.
inline Json onTestDevice(Json run) {
    if (testDevice() != "cpu" && !run.contains("device")) run["device"] = testDevice();
    return run;
}

} // namespace lapidary
