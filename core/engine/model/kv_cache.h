// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, K key-value heads, C capacity in tokens, H head size, T new tokens.
namespace lapidary {

/// Keys and values of rows of different lengths. Row b holds tokens 0 … lengths[b]-1 at the same places of its slots,
/// so that nothing is shifted when rows differ: there is no padding on the left, and what lies behind a row's length
/// is never attended to.
class KvCache {
public:
    KvCache(std::int64_t layers, std::int64_t rows, std::int64_t kvHeads, std::int64_t headDim, std::int64_t capacity,
            c10::ScalarType dtype, c10::Device device);

    std::int64_t rows() const { return static_cast<std::int64_t>(lengths_.size()); }
    std::int64_t capacity() const { return capacity_; }
    const std::vector<std::int64_t> &lengths() const { return lengths_; }
    std::int64_t longest() const;

    /// Writes T new keys and values of each row behind its present length and returns views that cover all of them:
    /// [B, K, longest()+T, H]. Lengths do not move before advance().
    std::pair<at::Tensor, at::Tensor> append(std::int64_t layer, const at::Tensor &k_BKTH, const at::Tensor &v_BKTH);
    /// Row b grows by counts[b] ≤ T; the surplus of a padded row is overwritten by what comes next.
    void advance(const std::vector<std::int64_t> &counts);

    /// Keeps, repeats or reorders rows: new row i is old row index[i]. Finished rows leave, samples fork from a prompt.
    KvCache select(const std::vector<std::int64_t> &index, std::int64_t capacity) const;

    /// True where query t of row b may look: key position ≤ lengths[b] + t, and within the window if there is one.
    /// [B, 1, T, longest()+T]
    at::Tensor mask(std::int64_t newTokens, std::int64_t window = 0) const;
    /// Positions of the new tokens, lengths[b] + t. [B, T] int64
    at::Tensor positions(std::int64_t newTokens) const;

private:
    KvCache() = default;
    std::vector<at::Tensor> keys_, values_; // per layer [B, K, C, H]
    std::vector<std::int64_t> lengths_;
    std::int64_t capacity_ = 0;
    void grow(std::int64_t needed);
};

} // namespace lapidary
