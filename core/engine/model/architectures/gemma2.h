// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Gemma 2 (Gemma Team 2024): capped scores and logits, norms after each half, every second layer with a window.
Result<DecoderConfig> readGemma2(const Json &config, const std::string &file);
Json tinyGemma2();

} // namespace lapidary
