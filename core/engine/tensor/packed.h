// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <ATen/core/Tensor.h>
#include <array>

namespace lapidary {

/// Rows and columns that share a scale of FP8, where config.json does not say.
using ScaleBlock = std::array<std::int64_t, 2>;
inline constexpr ScaleBlock kScaleBlock{128, 128};

/// FP8 numbers times their scales, in 32 bits: one scale for all, one a row, or one a block (the last row and column of
/// blocks may be smaller). `name` is for messages. weights.bad_scale.
Result<at::Tensor> unpackedFp8(const at::Tensor &numbers, const at::Tensor &scale, ScaleBlock block,
                               const std::string &name);

/// MXFP4 (OCP MX): bytes of two numbers of four bits [.., blocks, 16] and a power of two for each block of 32
/// [.., blocks] → [.., blocks * 32] in 32 bits. The low half of a byte is the first number.
Result<at::Tensor> unpackedMxfp4(const at::Tensor &blocks, const at::Tensor &scales, const std::string &name);

} // namespace lapidary
