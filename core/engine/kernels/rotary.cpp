// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/rotary.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>

namespace lapidary {
namespace {

LAPIDARY_VECTORISED void turnHead(float *to, const float *from, const float *cos, const float *sin, std::int64_t half,
                                  float sign) {
#pragma omp simd
    for (std::int64_t h = 0; h < half; ++h) {
        const float first = from[h], second = from[h + half], turn = sign * sin[h];
        to[h] = first * cos[h] - second * turn;
        to[h + half] = second * cos[h] + first * turn;
    }
}

/// x has any strides with a dense last dimension (it is a transposed view of the projection); the result is [B, T, N,
/// H] seen as [B, N, T, H], the layout that attention reads and that costs no copy later.
at::Tensor rotate(const at::Tensor &x, const at::Tensor &cos, const at::Tensor &sin, const at::Tensor &positions,
                  float sign) {
    const std::int64_t B = x.size(0), N = x.size(1), T = x.size(2), H = x.size(3), half = cos.size(1);
    at::Tensor out = at::empty({B, T, N, H}, x.options()).transpose(1, 2);
    const float *in = x.const_data_ptr<float>(), *c = cos.const_data_ptr<float>(), *s = sin.const_data_ptr<float>();
    float *to = out.data_ptr<float>();
    const std::int64_t *at = positions.defined() ? positions.const_data_ptr<std::int64_t>() : nullptr;
    const auto xs = x.strides();
    at::parallel_for(0, B * T, 64, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t b = i / T, t = i % T, p = at ? at[i] : t;
            const float *cp = c + p * half, *sp = s + p * half;
            for (std::int64_t n = 0; n < N; ++n) {
                const float *src = in + b * xs[0] + n * xs[1] + t * xs[2];
                float *dst = to + (i * N + n) * H;
                turnHead(dst, src, cp, sp, half, sign);
                for (std::int64_t h = 2 * half; h < H; ++h) dst[h] = src[h];
            }
        }
    });
    return out;
}

struct Rotary : torch::autograd::Function<Rotary> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &x, const at::Tensor &cos,
                              const at::Tensor &sin, const std::optional<at::Tensor> &positions) {
        ctx->saved_data["cos"] = cos;
        ctx->saved_data["sin"] = sin;
        if (positions) ctx->saved_data["positions"] = *positions;
        return rotate(x, cos, sin, positions.value_or(at::Tensor()), 1.0f);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *ctx,
                                                   torch::autograd::variable_list grads) {
        at::Tensor g = grads[0], positions;
        if (g.stride(-1) != 1) g = g.contiguous();
        if (ctx->saved_data.count("positions")) positions = ctx->saved_data["positions"].toTensor();
        return {rotate(g, ctx->saved_data["cos"].toTensor(), ctx->saved_data["sin"].toTensor(), positions, -1.0f),
                {},
                {},
                {}};
    }
};

} // namespace

at::Tensor rotaryPlain(const at::Tensor &x, const at::Tensor &cos_PH, const at::Tensor &sin_PH,
                       const at::Tensor &positions_BT) {
    const auto pick = [&](const at::Tensor &table) {
        const at::Tensor rows =
            positions_BT.defined() ? at::embedding(table, positions_BT).unsqueeze(1) : table.narrow(0, 0, x.size(2));
        return rows.to(x.scalar_type());
    };
    const at::Tensor cos = pick(cos_PH), sin = pick(sin_PH);
    const std::int64_t half = cos_PH.size(1), rest = x.size(-1) - 2 * half;
    const at::Tensor first = x.narrow(-1, 0, half), second = x.narrow(-1, half, half);
    return at::cat({first * cos - second * sin, second * cos + first * sin, x.narrow(-1, 2 * half, rest)}, -1);
}

at::Tensor rotary(const at::Tensor &x, const at::Tensor &cos_PH, const at::Tensor &sin_PH,
                  const at::Tensor &positions_BT) {
    if (x.device().is_cpu() && x.scalar_type() == at::kFloat && x.stride(-1) == 1) {
        const auto positions =
            positions_BT.defined() ? std::optional(positions_BT) : std::nullopt; // autograd refuses undefined tensors
        return Rotary::apply(x, cos_PH, sin_PH, positions);
    }
    return rotaryPlain(x, cos_PH, sin_PH, positions_BT);
}

} // namespace lapidary
