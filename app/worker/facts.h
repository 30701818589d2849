// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// {"version", "libtorch", "devices": ["cpu", "cuda:0 NAME", …]}
Json buildFacts();

/// All registries with their specs, for programs that cannot link the engine.
Json catalogue();

} // namespace lapidary
