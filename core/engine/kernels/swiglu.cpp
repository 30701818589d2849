// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/swiglu.h"
#include <ATen/Parallel.h>
#include <ATen/cpu/vec/functional.h>
#include <ATen/cpu/vec/vec.h>

namespace lapidary {
namespace {

using Vec = at::vec::Vectorized<float>;
constexpr std::int64_t kGrain = 16384;

Vec sigmoid(const Vec &x) {
    return Vec(1.0f) / (Vec(1.0f) + x.neg().exp());
}

struct Swiglu : torch::autograd::Function<Swiglu> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &gate, const at::Tensor &up) {
        at::Tensor y = at::empty_like(gate);
        const float *g = gate.const_data_ptr<float>(), *u = up.const_data_ptr<float>();
        float *out = y.data_ptr<float>();
        at::parallel_for(0, y.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
            at::vec::map2<float>([](Vec a, Vec b) { return a * sigmoid(a) * b; }, out + begin, g + begin, u + begin,
                                 end - begin);
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
            const std::int64_t n = end - begin;
            at::vec::map2<float>([](Vec a, Vec r) { return r * a * sigmoid(a); }, du + begin, g + begin, d + begin, n);
            at::vec::map3<float>(
                [](Vec a, Vec b, Vec r) {
                    const Vec s = sigmoid(a);
                    return r * b * s * (Vec(1.0f) + a * (Vec(1.0f) - s));
                },
                dg + begin, g + begin, u + begin, d + begin, n);
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
