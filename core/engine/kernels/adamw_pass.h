// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <vector>

namespace lapidary {

/// One parameter with what an optimiser step of it reads and writes.
struct AdamWTensor {
    at::Tensor parameter{}, gradient{}, mean{}, square{};
    double weightDecay = 0;
    double step = 1; ///< of this parameter, from 1
};

struct AdamWSettings {
    double learningRate = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double factor = 1; ///< of every gradient
};

/// Whether the pass below knows this tensor: f32, dense, on a CPU.
bool canPassOver(const at::Tensor &tensor);

/// at::_fused_adamw_ with gradients that are scaled on the way: every number is read once and written once.
void adamwPass(const std::vector<AdamWTensor> &tensors, const AdamWSettings &settings);

/// Σ x² of all tensors, which canPassOver(). The same bits with any number of threads.
double sumOfSquares(const std::vector<at::Tensor> &tensors);

} // namespace lapidary
