// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include <span>
#include <string_view>

namespace lapidary {

/// One family of models: how its config.json is read, and a tiny example for the contract tests.
struct Architecture {
    std::string_view name;
    std::string_view modelType; ///< as in config.json "model_type"
    Result<DecoderConfig> (*read)(const Json &config, const std::string &file);
    Json (*tiny)();
};

std::span<const Architecture> architectures();

} // namespace lapidary
