// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include <ATen/core/Tensor.h>

namespace lapidary {

/// RMSNorm or LayerNorm over the last dimension.
struct Norm {
    std::string path{}; ///< Hugging Face module path; empty: the family has no norm here
    at::Tensor weight_D{}, bias_D{};
    double eps = 1e-6, offset = 0;

    at::Tensor operator()(const at::Tensor &x) const;
};

/// The identity: weights 1 - offset, biases 0. An empty path gives no norm.
Norm makeNorm(std::string path, std::int64_t size, const DecoderConfig &config, const at::TensorOptions &options);

} // namespace lapidary
