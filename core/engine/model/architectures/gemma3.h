// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Gemma 3, text only (Gemma Team 2025): norms on q and k, local layers with a window and a rope of their own.
Result<DecoderConfig> readGemma3(const Json &config, const std::string &file);
Json tinyGemma3();

} // namespace lapidary
