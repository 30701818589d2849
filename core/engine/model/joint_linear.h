// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/linear.h"
#include <span>

namespace lapidary {

/// Whether joint() knows these matrices and this input: f32 on a CPU without autocast, and no low-rank terms but at
/// most one plain LoRA term each, which drops nothing out.
bool canJoin(std::span<const Linear> linears, const at::Tensor &x);

/// What several linears make of one input, with one gradient for it: products are added where they end, so that neither
/// a low-rank term nor a second reader of the input costs a pass over whole activations. A frozen matrix gets no
/// gradient. With gradients and without the arithmetic is the same.
std::vector<at::Tensor> joint(std::span<const Linear> linears, const at::Tensor &x);

/// joint() where it can be, else one after the other.
std::vector<at::Tensor> applyAll(std::span<const Linear> linears, const at::Tensor &x);

} // namespace lapidary
