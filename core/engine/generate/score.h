// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// Where a row's real tokens are: padding on either side of them does not count.
struct RealTokens {
    std::size_t begin = 0, end = 0;
};

/// Padding is what has the pad token's id, as transformers finds it. Where this is the beginning or end token too, it
/// only counts as padding behind the tokens of a Sequence head, whose score transformers takes from the last other
/// token.
RealTokens realTokens(const std::vector<std::int64_t> &ids, const DecoderConfig &config);

using ScoreRow = std::vector<float>; ///< one number a label

/// Scores of real tokens: of the last one, or of `everyToken`. Batches are padded on the right, which changes nothing.
/// Errors: as teacherForcedLogprobs(), and model.no_scores for a language model.
Result<std::vector<std::vector<ScoreRow>>> scoreRows(const Decoder &model,
                                                     const std::vector<std::vector<std::int64_t>> &rows,
                                                     bool everyToken, std::int64_t maxTokens = 8192);

} // namespace lapidary
