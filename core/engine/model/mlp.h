// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/engine/model/linear.h"

namespace lapidary {

/// The feed-forward half of a layer.
struct Mlp {
    std::vector<Linear> in; ///< gate and up; both in one; or up alone where it is not gated
    Linear out;
    Activation activation = Activation::Silu;
    bool gated = true;

    at::Tensor operator()(const at::Tensor &x) const;
};

/// `layer`: module path of the layer.
Mlp makeMlp(const DecoderConfig &config, const std::string &layer, const at::TensorOptions &options);

} // namespace lapidary
