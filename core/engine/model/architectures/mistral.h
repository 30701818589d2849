// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Mistral 7B (Jiang et al. 2023): Llama with a window on every layer.
Result<DecoderConfig> readMistral(const Json &config, const std::string &file);
Json tinyMistral();

} // namespace lapidary
