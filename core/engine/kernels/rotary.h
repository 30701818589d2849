// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <utility>

namespace lapidary {

/// Rotates x_BNTH in the half-split order of Hugging Face checkpoints: (x1, x2) → (x1 cos - x2 sin, x2 cos + x1 sin).
/// Only the first 2 * cos_PH.size(1) dimensions of a head are rotated. positions_BT: int64, or undefined for 0 … T-1.
/// The gradient is the rotation by the opposite angle.
at::Tensor rotary(const at::Tensor &x_BNTH, const at::Tensor &cos_PH, const at::Tensor &sin_PH,
                  const at::Tensor &positions_BT);
at::Tensor rotaryPlain(const at::Tensor &x_BNTH, const at::Tensor &cos_PH, const at::Tensor &sin_PH,
                       const at::Tensor &positions_BT);

} // namespace lapidary
