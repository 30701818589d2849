// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/norm.h"
#include "core/engine/kernels/rms_norm.h"

namespace lapidary {

at::Tensor Norm::operator()(const at::Tensor &x) const {
    if (bias_D.defined()) return at::layer_norm(x, {x.size(-1)}, weight_D, bias_D, eps);
    if (offset == 0) return rmsNorm(x, weight_D, eps);
    if (x.scalar_type() == at::kDouble || x.scalar_type() == at::kFloat) return rmsNorm(x, weight_D + offset, eps);
    return rmsNorm(x.to(at::kFloat), weight_D.to(at::kFloat) + offset, eps).to(x.scalar_type()); // Gemma rounds last
}

Norm makeNorm(std::string path, std::int64_t size, const DecoderConfig &config, const at::TensorOptions &options) {
    if (path.empty()) return {};
    Norm norm{.path = std::move(path),
              .weight_D = at::full({size}, 1 - config.normOffset, options),
              .eps = config.normEps,
              .offset = config.normOffset};
    if (config.layerNorm) norm.bias_D = at::zeros({size}, options);
    return norm;
}

} // namespace lapidary
