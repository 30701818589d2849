// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <memory>

namespace lapidary {

/// A matrix in eight bits a weight, one scale for every row: weight = scale * q, where a row's largest weight is ±127
/// (Dettmers et al. 2022, vector-wise quantisation; the vectors that it is multiplied with stay as they are). For
/// networks that are only read.
struct Int8Weight {
    at::Tensor q_OI;    ///< int8
    at::Tensor scale_O; ///< f32
};

std::shared_ptr<const Int8Weight> quantizeInt8(const at::Tensor &weight_OI);
at::Tensor dequantize(const Int8Weight &weight, c10::ScalarType dtype); ///< [out, in]

} // namespace lapidary
