// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/rng.h"
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/decoder.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace lapidary {

/// A family's tiny example. Every number is drawn, norms and biases too, so that each of them matters.
inline std::unique_ptr<Decoder> drawnDecoder(const Architecture &architecture) {
    auto config = parseModelConfig(architecture.tiny(), std::string(architecture.name));
    REQUIRE_MESSAGE(config, (config ? "" : describe(config.error())));
    auto model = std::make_unique<Decoder>(std::move(*config), Placement{});
    const at::NoGradGuard noGrad;
    for (auto &[name, tensor] : model->parameters()) {
        Rng rng(3, name);
        at::Tensor values = at::empty(tensor.sizes(), at::kFloat);
        for (std::int64_t i = 0; i < values.numel(); ++i)
            values.data_ptr<float>()[i] = static_cast<float>(0.3 * rng.normal() + (tensor.dim() == 1 ? 0.7 : 0));
        tensor.copy_(values);
    }
    return model;
}

} // namespace lapidary
