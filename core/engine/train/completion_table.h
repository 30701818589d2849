// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/rollout.h"

// Legend: B rollouts, C tokens of the longest completion.
namespace lapidary {

/// Columns of rollouts as tensors in f64, each row from the first token of its completion on, 0 behind its last one:
/// for what looks at all completions of a batch together.
class CompletionTable {
public:
    CompletionTable(std::span<Rollout> rollouts, bool maskTruncated) : rollouts_(rollouts) { fillMask(maskTruncated); }

    const at::Tensor &mask() const { return mask_BC; }  ///< 1 for what is learnt
    at::Tensor tokens(const std::string &column) const; ///< [B, C]
    at::Tensor sampled() const;                         ///< log-probs with which the tokens were drawn. [B, C]
    at::Tensor values(const std::string &column) const; ///< [B]
    at::Tensor ended() const;                           ///< whether each ended itself. [B], bool
    void keep(const std::string &column, const at::Tensor &values_BC); ///< as a column of the rollouts
    void keepValues(const std::string &column, const at::Tensor &values_B);

private:
    void fillMask(bool maskTruncated);
    std::span<Rollout> rollouts_;
    at::Tensor mask_BC{};
};

} // namespace lapidary
