// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include <optional>

// Legend: B rows, T new tokens, D hidden size, O outputs.
namespace lapidary {

/// Where a row has so many new tokens or more, LibTorch's large products are faster.
inline constexpr std::int64_t kManyTokens = 96;

/// Whether passes over fewer tokens of this model are ours wherever no gradients are wanted.
bool isDirect(const Decoder &model);

/// What Decoder::hidden() gives for a pass behind a cache, by kernels of our own instead of LibTorch's operations: a
/// model that people run on a CPU is so small that calling those costs more than what they do. A token gets the same
/// bits whatever is read beside it and on however many threads. [B, T, D], zeros where a row is padded.
/// Nothing where gradients are wanted, a row has kManyTokens, or the processor or the model is beyond the kernels.
std::optional<at::Tensor> directHidden(const Decoder &model, const DecoderInput &input);

/// The same of a linear layer. Sums stay as they are in f32, whatever the weights are held in. [..., O]
std::optional<at::Tensor> directLinear(const Linear &linear, const at::Tensor &x);

} // namespace lapidary
