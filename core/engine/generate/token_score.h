// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"

namespace lapidary {

/// How sure a model was of `token`. `logits`: of the whole vocabulary, the model's own.
TokenScore tokenScoreOf(std::span<const float> logits, std::int64_t token);

/// The token of rank `rank`, 0 being the likeliest; of equals the first comes first. Beyond the vocabulary: the last.
std::int64_t tokenOfRank(std::span<const float> logits, std::int64_t rank);

} // namespace lapidary
