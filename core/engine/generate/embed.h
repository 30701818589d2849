// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// A vector for each text: the mean of the last hidden states (behind the last norm) of its tokens, which is how texts
/// are embedded by a model that was not trained for it (mean pooling, Reimers and Gurevych 2019, arXiv 1908.10084). Of
/// a text that is longer than the model's positions only the first ones count. Errors: as teacherForcedLogprobs().
Result<std::vector<std::vector<float>>>
embedRows(const Decoder &model, const std::vector<std::vector<std::int64_t>> &rows, std::int64_t maxTokens = 8192);

} // namespace lapidary
