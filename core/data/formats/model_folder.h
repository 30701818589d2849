// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// What can be told from a config.json alone, whoever asks: model.custom_code where the model brings Python of its own,
/// which is never run or fetched; model.quantized where its weights are packed (bitsandbytes, GPTQ, AWQ, …), but for
/// FP8 and MXFP4; json.wrong_type.
Status refuseForeignModel(const Json &config, const std::string &file);

} // namespace lapidary
