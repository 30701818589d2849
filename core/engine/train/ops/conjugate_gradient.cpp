// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/conjugate_gradient.h"
#include <ATen/ATen.h>

namespace lapidary {

at::Tensor conjugateGradient(const MatrixProduct &A, const at::Tensor &b_W, std::int64_t iterations, double tolerance) {
    at::Tensor x_W = at::zeros_like(b_W, at::kDouble), rest_W = b_W.to(at::kDouble).clone(),
               direction_W = rest_W.clone();
    double length = rest_W.dot(rest_W).item<double>();
    const double enough = tolerance * tolerance * length;
    for (std::int64_t i = 0; i < iterations && length > enough; ++i) {
        const at::Tensor product_W = A(direction_W).to(at::kDouble);
        const double bend = direction_W.dot(product_W).item<double>();
        if (!(bend > 0)) break;
        const double step = length / bend;
        x_W.add_(direction_W, step);
        rest_W.sub_(product_W, step);
        const double next = rest_W.dot(rest_W).item<double>();
        direction_W = rest_W + direction_W * (next / length);
        length = next;
    }
    return x_W;
}

} // namespace lapidary
