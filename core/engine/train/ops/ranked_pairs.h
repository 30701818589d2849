// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

// Legend: P pairs of completions.
namespace lapidary {

/// Which of two completions is the better one, and which pairs are learnt from. [P] each
struct RankedPairs {
    at::Tensor secondWins_P; ///< bool; of equal scores the first one is taken, as TRL's OnlineDPOTrainer does
    at::Tensor learnt_P;     ///< bool: both have a score, and where ties are skipped another one
};

/// scores_P2: of the two of each pair, NaN where it could not be told. [P, 2]
RankedPairs rankPairs(const at::Tensor &scores_P2, bool skipTies);

} // namespace lapidary
