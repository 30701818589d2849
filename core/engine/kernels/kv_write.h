// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, T new tokens, N those that are written, X blocks, K key-value heads, C tokens of a block, H head
// size.
namespace lapidary {

/// A token of a batch, and where it is written to.
struct NewToken {
    std::int64_t row, token, block, place;
};

/// Copies each of `tokens` from x_BKTH to its place, on a CPU.
void writeTokensHere(const at::Tensor &x_BKTH, const at::Tensor &into_XKCH, const std::vector<NewToken> &tokens);
/// The same on any device; tokens_N4 is there, too.
void writeTokens(const at::Tensor &x_BKTH, const at::Tensor &into_XKCH, const at::Tensor &tokens_N4);

} // namespace lapidary
