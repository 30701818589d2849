// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// SmolLM3 (Hugging Face 2025): Llama with layers that know no positions.
Result<DecoderConfig> readSmolLm3(const Json &config, const std::string &file);
Json tinySmolLm3();

} // namespace lapidary
