// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <algorithm>

// Legend: N tokens, C rows of a chunk, D hidden size, V vocabulary.
namespace lapidary {

/// Hidden states and head as products take them: `narrow` is bfloat16.
struct HeadProduct {
    at::Tensor hidden_ND, head_VD;
    HeadProduct(const at::Tensor &hidden, const at::Tensor &head, bool narrow);

    at::Tensor logits(std::int64_t begin, std::int64_t count) const; ///< in f32. [C, V]
    /// What gradients of logits give to the hidden states, and add to the head's gradient.
    at::Tensor toHidden(const at::Tensor &dLogits_CV) const;
    void addToHead(at::Tensor &dHead_VD, const at::Tensor &dLogits_CV, std::int64_t begin) const;
};

/// Calls work(begin, count) for chunks of N rows, so that no chunk's logits take much room.
template <class Work> void forEachChunk(std::int64_t N, std::int64_t vocabulary, const Work &work) {
    constexpr std::int64_t kNumbers = 1 << 20, kFewestRows = 128, kMostRows = 4096;
    const std::int64_t most = std::clamp(kNumbers / vocabulary, kFewestRows, kMostRows);
    for (std::int64_t begin = 0; begin < N; begin += most) work(begin, std::min(most, N - begin));
}

} // namespace lapidary
