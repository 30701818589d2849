// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, N query heads, K key-value heads, S slots, H head size.
namespace lapidary {

/// Attention of one new token a row over its own keys only: row b sees slots 0 … lengths[b], or the last `window` of
/// them. What a library call would do by a product of a matrix and a single vector for every head, and with a mask over
/// everybody's slots.
bool canDecodeAttention(const at::Tensor &q_BNTH); ///< f32 on a CPU, T = 1, H a multiple of 8
at::Tensor decodeAttention(const at::Tensor &q_BN1H, const at::Tensor &k_BKSH, const at::Tensor &v_BKSH,
                           const std::vector<std::int64_t> &lengths, std::int64_t window,
                           double scale); ///< [B, N, 1, H]

} // namespace lapidary
