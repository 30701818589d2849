// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/decode_attention.h"
#include <ATen/Parallel.h>
#include <bit>
#include <cmath>

namespace lapidary {
namespace {

// The wider registers are taken where the processor has them; the tree is built for any x86-64.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define LAPIDARY_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define LAPIDARY_WIDE
#endif

/// exp(x) for x ≤ 0 to about 2e-7, in steps that the compiler can do eight at a time: 2^n times a polynomial.
inline float expNegative(float x) {
    x = x < -87.0f ? -87.0f : x;
    const float shifted = x * 1.44269504f + 12582912.0f; // 1.5 * 2^23: the mantissa's end now holds round(x / ln 2)
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    const float mantissa = p * r * r + r + 1.0f;
    return mantissa * std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
}

typedef float Eight __attribute__((vector_size(32)));
inline Eight load(const float *from) {
    Eight out;
    __builtin_memcpy(&out, from, sizeof out);
    return out;
}

/// `blocks` = H / 8, a constant where this is inlined, so that a whole head stays in registers.
[[gnu::always_inline]] inline void attendBlocks(const float *q, const float *k, const float *v, std::int64_t S,
                                                float scale, float *scores, float *out, const int blocks) {
    const std::int64_t H = 8 * blocks;
    float largest = -INFINITY;
    for (std::int64_t s = 0; s < S; ++s) {
        Eight dots = load(q) * load(k + s * H);
#pragma GCC unroll 16
        for (int i = 1; i < blocks; ++i) dots += load(q + 8 * i) * load(k + s * H + 8 * i);
        scores[s] = scale * (((dots[0] + dots[4]) + (dots[1] + dots[5])) + ((dots[2] + dots[6]) + (dots[3] + dots[7])));
        largest = scores[s] > largest ? scores[s] : largest;
    }
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t s = 0; s < S; ++s) {
        scores[s] = expNegative(scores[s] - largest);
        sum += scores[s];
    }
    const float share = 1.0f / sum;
    for (int first = 0; first < blocks; first += 4) { // four accumulators at a time: 32 numbers of the head
        const int count = blocks - first < 4 ? blocks - first : 4;
        Eight sums[4] = {};
        for (std::int64_t s = 0; s < S; ++s)
#pragma GCC unroll 4
            for (int i = 0; i < count; ++i) sums[i] += scores[s] * load(v + s * H + 8 * (first + i));
        for (int i = 0; i < count; ++i) {
            const Eight part = sums[i] * share;
            __builtin_memcpy(out + 8 * (first + i), &part, sizeof part);
        }
    }
}

LAPIDARY_WIDE void attend32(const float *q, const float *k, const float *v, std::int64_t S, float scale, float *scores,
                            float *out) {
    attendBlocks(q, k, v, S, scale, scores, out, 4);
}
LAPIDARY_WIDE void attend64(const float *q, const float *k, const float *v, std::int64_t S, float scale, float *scores,
                            float *out) {
    attendBlocks(q, k, v, S, scale, scores, out, 8);
}
LAPIDARY_WIDE void attend128(const float *q, const float *k, const float *v, std::int64_t S, float scale, float *scores,
                             float *out) {
    attendBlocks(q, k, v, S, scale, scores, out, 16);
}
LAPIDARY_WIDE void attendAny(const float *q, const float *k, const float *v, std::int64_t S, float scale, float *scores,
                             float *out, int blocks) {
    attendBlocks(q, k, v, S, scale, scores, out, blocks);
}

void attendOne(const float *q, const float *k, const float *v, std::int64_t S, std::int64_t H, float scale,
               float *scores, float *out) {
    if (H == 32)
        attend32(q, k, v, S, scale, scores, out);
    else if (H == 64)
        attend64(q, k, v, S, scale, scores, out);
    else if (H == 128)
        attend128(q, k, v, S, scale, scores, out);
    else
        attendAny(q, k, v, S, scale, scores, out, static_cast<int>(H / 8));
}

} // namespace

bool canDecodeAttention(const at::Tensor &q_BNTH) {
    return q_BNTH.size(2) == 1 && q_BNTH.size(3) % 8 == 0 && q_BNTH.device().is_cpu() &&
           q_BNTH.scalar_type() == at::kFloat && !q_BNTH.requires_grad();
}

at::Tensor decodeAttention(const at::Tensor &q_BN1H, const at::Tensor &k_BKSH, const at::Tensor &v_BKSH,
                           const std::vector<std::int64_t> &lengths, std::int64_t window, double scale) {
    const std::int64_t B = q_BN1H.size(0), N = q_BN1H.size(1), H = q_BN1H.size(3), K = k_BKSH.size(1),
                       S = k_BKSH.size(2);
    const at::Tensor q = q_BN1H.contiguous();
    TORCH_CHECK(k_BKSH.stride(2) == H && k_BKSH.stride(3) == 1 && v_BKSH.strides() == k_BKSH.strides(),
                "the cache's slots are dense");
    at::Tensor out = at::empty_like(q);
    const float *qData = q.const_data_ptr<float>(), *kData = k_BKSH.const_data_ptr<float>(),
                *vData = v_BKSH.const_data_ptr<float>();
    float *outData = out.mutable_data_ptr<float>();
    at::parallel_for(0, B * N, std::max<std::int64_t>(1, 32768 / (S * H)), [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scores(static_cast<std::size_t>(S));
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t b = i / N, group = (i % N) / (N / K);
            const std::int64_t seen = lengths[static_cast<std::size_t>(b)] + 1,
                               first = window > 0 ? std::max<std::int64_t>(0, seen - window) : 0;
            const std::int64_t at = b * k_BKSH.stride(0) + group * k_BKSH.stride(1) + first * H;
            attendOne(qData + i * H, kData + at, vData + at, seen - first, H, static_cast<float>(scale), scores.data(),
                      outData + i * H);
        }
    });
    return out;
}

} // namespace lapidary
