// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// GPT-2 (Radford et al. 2019): learned positions, LayerNorm, matrices stored transposed.
Result<DecoderConfig> readGpt2(const Json &config, const std::string &file);
Json tinyGpt2();

} // namespace lapidary
