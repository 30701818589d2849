// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Qwen 2 and 2.5 (Yang et al. 2024): Llama with biases on q, k and v, and windows on the upper layers.
Result<DecoderConfig> readQwen2(const Json &config, const std::string &file);
Json tinyQwen2();

} // namespace lapidary
