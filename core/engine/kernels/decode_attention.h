// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, N query heads, X blocks, K key-value heads, C tokens of a block, H head size.
namespace lapidary {

/// Where rows have their keys and values: token t of row b lies in block blocks[b * width + t / C], at place t % C.
struct KvTable {
    std::vector<std::int64_t> blocks{};
    std::int64_t width = 0;
};

/// How scores are made of products: scale * product, then softcap * tanh(score / softcap) where there is a cap.
struct DecodeScores {
    std::int64_t window = 0; ///< a row sees the last so many tokens; 0: all
    double scale = 1, softcap = 0;
};

/// Attention of one new token a row over its own keys only: row b sees tokens 0 … lengths[b], or the last of them, and
/// reads them where they lie. What a library call would do by a product of a matrix and a single vector for every head,
/// with a mask over everybody's tokens, and on a copy.
bool canDecodeAttention(const at::Tensor &q_BNTH,
                        const at::Tensor &kv_X2KCH); ///< f32 or bf16 on a CPU, T = 1, H a multiple of 8
at::Tensor decodeAttention(const at::Tensor &q_BN1H, const at::Tensor &kv_X2KCH, const KvTable &table,
                           const std::vector<std::int64_t> &lengths, const DecodeScores &scores); ///< [B, N, 1, H]

} // namespace lapidary
