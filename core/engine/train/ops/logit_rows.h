// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

// Legend: N target tokens, C rows of a chunk, V vocabulary.
namespace lapidary {

/// How logits become what the softmax sees: softcap * tanh(logit / softcap) where there is a cap, then divided.
struct LogitScale {
    double softcap = 0, temperature = 1;
};

/// What is read of rows of logits, a chunk at a time, in f32 on a CPU. Each row is summed by one thread.
class LogitRows {
public:
    LogitRows(const at::Tensor &targets_N, const LogitScale &scale, bool withEntropy);

    void scale(at::Tensor &chunk_CV) const; ///< in place
    /// Scales the chunk that begins at row `begin` and fills its part of the results.
    void score(at::Tensor &chunk_CV, std::int64_t begin);
    /// Scaled logits become the gradients of unscaled ones: coefficient * (onehot - p), with coefficients of 1 where
    /// none are given, and of the entropy H, where it has some: -coefficient * p (log p + H).
    void differentiate(at::Tensor &chunk_CV, std::int64_t begin, const at::Tensor &coefficients_N,
                       const at::Tensor &ofEntropy_N = {}) const;

    at::Tensor logp_N, entropy_N, correct_N, meanLogit_N, logSumSq_N;
    at::Tensor logSum_N; ///< of the exponentials

private:
    at::Tensor targets_N;
    LogitScale scale_;
    bool withEntropy_;
};

} // namespace lapidary
