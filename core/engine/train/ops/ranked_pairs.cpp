// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/ranked_pairs.h"
#include <ATen/ATen.h>

namespace lapidary {

RankedPairs rankPairs(const at::Tensor &scores_P2, bool skipTies) {
    const at::Tensor first_P = scores_P2.select(1, 0), second_P = scores_P2.select(1, 1);
    at::Tensor learnt_P = scores_P2.isnan().any(1).logical_not();
    if (skipTies) learnt_P = learnt_P.logical_and(first_P.ne(second_P));
    return {.secondWins_P = second_P.gt(first_P), .learnt_P = learnt_P};
}

} // namespace lapidary
