// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Llama 2 and 3 (Touvron et al. 2023) without rope scaling, in the spelling of transformers 4 or 5.
Result<DecoderConfig> readLlama(const Json &config, const std::string &file);
Json tinyLlama();

} // namespace lapidary
