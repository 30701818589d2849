// SPDX-License-Identifier: Apache-2.0
// Products of bf16 matrices by the processor's own bf16 instructions. Included behind kernels_body.h.
#include "core/engine/decode/kernels_body.h"

namespace {

/// Pairs of bf16 numbers, added up in f32.
struct ByPairs {
    using Input = Bf16;
    static constexpr int width = 2 * Vec::width;
    struct Part {
        __m512i v;
    };
    static Part load(const Bf16 *from) { return {_mm512_loadu_si512(from)}; }
    static Part load(const Bf16 *from, int count) {
        return {_mm512_maskz_loadu_epi16(static_cast<__mmask32>((1ull << count) - 1), from)};
    }
    static Vec add(Part w, Part x, Vec sum) {
        return {_mm512_dpbf16_ps(sum.v, reinterpret_cast<__m512bh>(w.v), reinterpret_cast<__m512bh>(x.v))};
    }
};

inline void roundRow(const float *from, Bf16 *to, int64_t size) {
    alongRow(size, [&](int64_t i, int count) {
        const __m256bh rounded = _mm512_cvtneps_pbh(Vec::load(from + i, count).v);
        if (count == Vec::width)
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(to + i), reinterpret_cast<__m256i>(rounded));
        else
            _mm256_mask_storeu_epi16(to + i, static_cast<__mmask16>((1u << count) - 1),
                                     reinterpret_cast<__m256i>(rounded));
    });
}

} // namespace
