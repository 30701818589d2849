// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/segment.h"
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, T tokens, N query heads, K key-value heads, H head size.
namespace lapidary {

/// How scores are made of products: scale * product, then softcap * tanh(score / softcap) where there is a cap.
struct SegmentScores {
    std::int64_t window = 0; ///< a token sees the last so many tokens; 0: all
    double scale = 1, softcap = 0;
};

/// Causal attention within each segment, and to the one that it goes on from, with its gradient: no mask, no scores but
/// those of a block of tokens, and of what is saved only a sum for each token and head. The same bits with any number
/// of threads. Tokens in no segment get 0.
bool canAttendSegments(const at::Tensor &q_BNTH); ///< f32 or bf16 (whose sums are f32) on a CPU, with dense heads
at::Tensor segmentAttention(const at::Tensor &q_BNTH, const at::Tensor &k_BKTH, const at::Tensor &v_BKTH,
                            const std::vector<Segment> &segments, const SegmentScores &scores); ///< [B, N, T, H]

} // namespace lapidary
