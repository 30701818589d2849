// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/adamw.h"
#include "tests/bench/cases.h"
#include <ATen/ATen.h>

namespace lapidary::bench {

/// Weights, gradients and both moments are f32: seven numbers of a weight are read or written.
Status optimizer(const Context &context, const std::string &name) {
    auto model = loadModel({.path = context.subject.folder.string(), .device = context.settings.device});
    if (!model) return unexpected(model.error());
    NamedTensors parameters = (*model)->parameters();
    std::int64_t weights = 0;
    for (auto &[_, tensor] : parameters) {
        tensor.requires_grad_(true);
        tensor.mutable_grad() = at::full_like(tensor, 1e-3).detach();
        weights += tensor.numel();
    }
    AdamW adamw(parameters, {}, TrainOptions{});
    auto repetitions = repeat(context.settings, 5, static_cast<double>(weights), [&]() -> Status {
        adamw.step(1e-5);
        (void)parameters[0].tensor.flatten()[0].item<float>(); // waits for a GPU
        return {};
    });
    if (!repetitions) return unexpected(repetitions.error());
    context.report.add(context.subject, {.name = name,
                                         .repetitions = std::move(*repetitions),
                                         .perToken = {.bytes = 28},
                                         .more = {{"tokens_are", "weights"}}});
    return {};
}

} // namespace lapidary::bench
