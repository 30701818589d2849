// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/int8.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace lapidary {

std::shared_ptr<const Int8Weight> quantizeInt8(const at::Tensor &weight_OI) {
    const at::NoGradGuard noGrad;
    const at::Tensor wide = weight_OI.detach().to(at::kFloat);
    const at::Tensor scale_O = wide.abs().amax(1) / 127;
    const at::Tensor divisor_O = at::where(scale_O.gt(0), scale_O, at::ones_like(scale_O)); // a row of zeros stays one
    return std::make_shared<Int8Weight>(
        Int8Weight{at::round(wide / divisor_O.unsqueeze(1)).to(at::kChar).contiguous(), scale_O.contiguous()});
}

at::Tensor dequantize(const Int8Weight &weight, c10::ScalarType dtype) {
    return (weight.q_OI.to(at::kFloat) * weight.scale_O.unsqueeze(1)).to(dtype);
}

} // namespace lapidary
