// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/engine/model/decoder.h"
#include <ATen/core/grad_mode.h>
#include <algorithm>

namespace lapidary {

/// Copies what a checkpoint kept of an algorithm to where it belongs, by name: a file has an order of its own.
inline Status takeKept(const NamedTensors &kept, const NamedTensors &into) {
    const at::NoGradGuard noGrad;
    for (const auto &[name, tensor] : into) {
        const auto found =
            std::find_if(kept.begin(), kept.end(), [&name = name](const auto &each) { return each.name == name; });
        if (found == kept.end() || found->tensor.sizes() != tensor.sizes())
            return fail({.code = "checkpoint.weights",
                         .message = "the checkpoint's weights do not fit this run",
                         .field = name});
        at::Tensor own = tensor;
        own.copy_(found->tensor);
    }
    return {};
}

} // namespace lapidary
