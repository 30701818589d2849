// SPDX-License-Identifier: Apache-2.0
// Legend: R rows, D hidden. Backward: with n = x * r, r = 1/sqrt(mean x² + eps): dx = r (w g - n mean(w g n)), dw = Σ g
// n.
#include "core/engine/kernels/rms_norm.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kRowsPerTask = 64;

LAPIDARY_VECTORISED void forwardRow(float *y, float *inverse, const float *x, const float *w, std::int64_t D,
                                    float eps) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < D; ++i) sum += x[i] * x[i];
    const float scale = 1.0f / std::sqrt(sum / static_cast<float>(D) + eps);
    *inverse = scale;
#pragma omp simd
    for (std::int64_t i = 0; i < D; ++i) y[i] = x[i] * scale * w[i];
}

LAPIDARY_VECTORISED void backwardRow(float *dx, float *dw, const float *x, const float *w, const float *g,
                                     std::int64_t D, float scale) {
    float dot = 0;
#pragma omp simd reduction(+ : dot)
    for (std::int64_t i = 0; i < D; ++i) dot += g[i] * w[i] * x[i];
    const float mean = dot * scale * scale / static_cast<float>(D);
#pragma omp simd
    for (std::int64_t i = 0; i < D; ++i) {
        dx[i] = scale * (g[i] * w[i] - x[i] * mean);
        dw[i] += g[i] * x[i] * scale;
    }
}

struct Norm : torch::autograd::Function<Norm> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &x, const at::Tensor &weight,
                              double eps) {
        const std::int64_t D = x.size(-1), R = x.numel() / D;
        at::Tensor y = at::empty_like(x), inverse_R = at::empty({R}, x.options());
        const float *in = x.const_data_ptr<float>(), *w = weight.const_data_ptr<float>();
        float *out = y.data_ptr<float>(), *inverse = inverse_R.data_ptr<float>();
        at::parallel_for(0, R, kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t r = begin; r < end; ++r)
                forwardRow(out + r * D, inverse + r, in + r * D, w, D, static_cast<float>(eps));
        });
        ctx->save_for_backward({x, weight, inverse_R});
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *ctx,
                                                   torch::autograd::variable_list grads) {
        const auto saved = ctx->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1], &inverse_R = saved[2];
        const at::Tensor g = grads[0].contiguous();
        const std::int64_t D = x.size(-1), R = x.numel() / D;
        const std::int64_t tasks = (R + kRowsPerTask - 1) / kRowsPerTask;
        at::Tensor dx = at::empty_like(x),
                   partial_KD = at::zeros({tasks, D}, x.options()); // fixed split: same sum for any thread count
        const float *in = x.const_data_ptr<float>(), *w = weight.const_data_ptr<float>(),
                    *go = g.const_data_ptr<float>();
        const float *inverse = inverse_R.const_data_ptr<float>();
        float *out = dx.data_ptr<float>(), *partial = partial_KD.data_ptr<float>();
        at::parallel_for(0, tasks, 1, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t task = first; task < last; ++task)
                for (std::int64_t r = task * kRowsPerTask; r < std::min(R, (task + 1) * kRowsPerTask); ++r)
                    backwardRow(out + r * D, partial + task * D, in + r * D, w, go + r * D, D, inverse[r]);
        });
        return {dx, weight.requires_grad() ? partial_KD.sum(0) : at::Tensor(), at::Tensor()};
    }
};

} // namespace

at::Tensor rmsNormPlain(const at::Tensor &x, const at::Tensor &weight, double eps) {
    const at::Tensor wide = x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
    const at::Tensor normed = wide * at::rsqrt(wide.pow(2).mean(-1, true) + eps);
    return weight * normed.to(x.scalar_type());
}

at::Tensor rmsNorm(const at::Tensor &x, const at::Tensor &weight, double eps) {
    const bool fast =
        x.device().is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat && x.is_contiguous();
    return fast ? Norm::apply(x, weight, eps) : rmsNormPlain(x, weight, eps);
}

} // namespace lapidary
