// SPDX-License-Identifier: Apache-2.0
// Legend: s = sigmoid(gate). y = gate s up; dup = g gate s; dgate = g up s (1 + gate (1 - s)).
#include "core/engine/kernels/swiglu.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>

namespace lapidary {
namespace {

constexpr std::int64_t kGrain = 16384;

LAPIDARY_VECTORISED void forwardLoop(float *y, const float *gate, const float *up, std::int64_t count) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) y[i] = gate[i] * sigmoidOf(gate[i]) * up[i];
}

LAPIDARY_VECTORISED void backwardLoop(float *dGate, float *dUp, const float *gate, const float *up, const float *grad,
                                      std::int64_t count) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float a = gate[i], s = sigmoidOf(a), r = grad[i];
        dUp[i] = r * a * s;
        dGate[i] = r * up[i] * s * (1.0f + a * (1.0f - s));
    }
}

struct Swiglu : torch::autograd::Function<Swiglu> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &gate, const at::Tensor &up) {
        at::Tensor y = at::empty_like(gate);
        const float *g = gate.const_data_ptr<float>(), *u = up.const_data_ptr<float>();
        float *out = y.data_ptr<float>();
        at::parallel_for(0, y.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
            forwardLoop(out + begin, g + begin, u + begin, end - begin);
        });
        ctx->save_for_backward({gate, up});
        return y;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *ctx,
                                                   torch::autograd::variable_list grads) {
        const auto saved = ctx->get_saved_variables();
        const at::Tensor grad = grads[0].contiguous();
        at::Tensor dGate = at::empty_like(saved[0]), dUp = at::empty_like(saved[1]);
        const float *g = saved[0].const_data_ptr<float>(), *u = saved[1].const_data_ptr<float>(),
                    *d = grad.const_data_ptr<float>();
        float *dg = dGate.data_ptr<float>(), *du = dUp.data_ptr<float>();
        at::parallel_for(0, grad.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
            backwardLoop(dg + begin, du + begin, g + begin, u + begin, d + begin, end - begin);
        });
        return {dGate, dUp};
    }
};

} // namespace

at::Tensor swiglu(const at::Tensor &gate, const at::Tensor &up) {
    const bool fast = gate.device().is_cpu() && gate.scalar_type() == at::kFloat && gate.is_contiguous() &&
                      up.is_contiguous() && up.scalar_type() == at::kFloat;
    return fast ? Swiglu::apply(gate, up) : at::silu(gate) * up;
}

} // namespace lapidary
