// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"

namespace lapidary {

/// Every id must lie in the vocabulary: an index outside the embedding is a crash on a CPU and a poisoned context on
/// CUDA.
Status checkTokenIds(const std::vector<std::int64_t> &ids, const DecoderConfig &model, const std::string &where);
Error emptyPrompt(const std::string &where);
Error tooLong(std::int64_t tokens, std::int64_t positions, const std::string &where);

} // namespace lapidary
