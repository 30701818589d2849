// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Phi-3 (Abdin et al. 2024): Llama with fused projections, a window, longrope.
Result<DecoderConfig> readPhi3(const Json &config, const std::string &file);
Json tinyPhi3();

} // namespace lapidary
