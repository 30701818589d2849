// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include <functional>

// Legend: N target tokens, C rows of a chunk, D hidden size, V vocabulary.
namespace lapidary {

/// What the logits of the rows from `begin` on give to a sum: a number, with a gradient by them.
using ChunkSum = std::function<at::Tensor(const at::Tensor &logits_CV, std::int64_t begin)>;

/// The sum over all target tokens, with a gradient by hidden states and head. Where the head is a plain matrix no
/// logits but those of a chunk are held: the gradient of each is made in the forward pass.
at::Tensor sumOverHead(const Decoder &model, const at::Tensor &hidden_ND, const ChunkSum &sumOf);

} // namespace lapidary
