// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Gemma (Gemma Team 2024): norms by 1 + weight, scaled embeddings, GELU.
Result<DecoderConfig> readGemma(const Json &config, const std::string &file);
Json tinyGemma();

} // namespace lapidary
