// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <utility>

namespace lapidary {

/// cos and sin of position * theta^(-2i/H), [positions, H/2], f32 (Su et al. 2021).
std::pair<at::Tensor, at::Tensor> rotaryTables(std::int64_t positions, std::int64_t headDim, double theta, c10::Device device);

/// Rotates x_BNTH in the half-split order of Hugging Face checkpoints: (x1, x2) → (x1 cos - x2 sin, x2 cos + x1 sin).
/// positions_BT: int64, or undefined for 0 … T-1. The gradient is the rotation by the opposite angle.
at::Tensor rotary(const at::Tensor &x_BNTH, const at::Tensor &cos_PH, const at::Tensor &sin_PH, const at::Tensor &positions_BT);
at::Tensor rotaryPlain(const at::Tensor &x_BNTH, const at::Tensor &cos_PH, const at::Tensor &sin_PH, const at::Tensor &positions_BT);

} // namespace lapidary
