// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Qwen 3 (Yang et al. 2025): norms on each head's q and k.
Result<DecoderConfig> readQwen3(const Json &config, const std::string &file);
Json tinyQwen3();

} // namespace lapidary
