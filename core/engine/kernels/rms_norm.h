// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

namespace lapidary {

/// y = x / sqrt(mean(x²) + eps) * w over the last dimension (Zhang and Sennrich 2019), f32 inside, result in x's
/// format. One pass forward and backward for contiguous f32 on the CPU; elsewhere plain operators with the same values.
at::Tensor rmsNorm(const at::Tensor &x, const at::Tensor &weight, double eps);
at::Tensor rmsNormPlain(const at::Tensor &x, const at::Tensor &weight, double eps);

} // namespace lapidary
