// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Llama 2 and 3 (Touvron et al. 2023; Grattafiori et al. 2024), and what is built like them, such as SmolLM2.
Result<DecoderConfig> readLlama(const Json &config, const std::string &file);
Json tinyLlama();

} // namespace lapidary
