// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// GPT-NeoX and Pythia (Black et al. 2022): LayerNorm, rotary positions on a part of each head, q, k, v fused head by
/// head.
Result<DecoderConfig> readGptNeoX(const Json &config, const std::string &file);
Json tinyGptNeoX();

} // namespace lapidary
