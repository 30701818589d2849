// SPDX-License-Identifier: Apache-2.0
// Sixteen floats. Included by the files that are compiled for AVX-512, and by no others.
#pragma once
#include <cstdint>
#include <immintrin.h>

namespace {

struct Vec {
    static constexpr int width = 16;
    __m512 v;

    static Vec zero() { return {_mm512_setzero_ps()}; }
    static Vec all(float x) { return {_mm512_set1_ps(x)}; }
    static Vec load(const float *from) { return {_mm512_loadu_ps(from)}; }
    static Vec load(const std::uint16_t *from) {
        return widen(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(from)));
    }
    static Vec load(const std::int8_t *from) {
        return {_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(from))))};
    }
    static Vec load(const float *from, int count) { return {_mm512_maskz_loadu_ps(mask(count), from)}; }
    static Vec load(const std::uint16_t *from, int count) { return widen(_mm256_maskz_loadu_epi16(mask(count), from)); }
    static Vec load(const std::int8_t *from, int count) {
        return {_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_maskz_loadu_epi8(mask(count), from)))};
    }
    void store(float *to) const { _mm512_storeu_ps(to, v); }
    void store(float *to, int count) const { _mm512_mask_storeu_ps(to, mask(count), v); }

    float sum() const {
        const Vec none = zero();
        return _mm_cvtss_f32(sums(*this, none, none, none));
    }
    float largest() const { return _mm512_reduce_max_ps(v); }
    /// The sums of four at once, each in the order of sum().
    static __m128 sums(Vec a, Vec b, Vec c, Vec d) {
        const __m512 ab = _mm512_add_ps(_mm512_unpacklo_ps(a.v, b.v), _mm512_unpackhi_ps(a.v, b.v));
        const __m512 cd = _mm512_add_ps(_mm512_unpacklo_ps(c.v, d.v), _mm512_unpackhi_ps(c.v, d.v));
        const __m512 all = _mm512_add_ps(_mm512_shuffle_ps(ab, cd, 0x44), _mm512_shuffle_ps(ab, cd, 0xEE));
        const __m256 half = _mm256_add_ps(_mm512_castps512_ps256(all), _mm512_extractf32x8_ps(all, 1));
        return _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
    }
    /// 0 where `x` is below `bound`.
    Vec unlessBelow(Vec x, float bound) const {
        return {_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x.v, _mm512_set1_ps(bound), _CMP_NLT_UQ), v)};
    }
    /// 2^n for whole n.
    static Vec power(Vec n) { return {_mm512_scalef_ps(_mm512_set1_ps(1.0f), n.v)}; }
    static Vec nearest(Vec x) { return {_mm512_roundscale_ps(x.v, 0)}; }

private:
    static __mmask16 mask(int count) { return static_cast<__mmask16>((1u << count) - 1); }
    static Vec widen(__m256i halves) {
        return {_mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16))};
    }
};

inline Vec operator+(Vec a, Vec b) {
    return {_mm512_add_ps(a.v, b.v)};
}
inline Vec operator-(Vec a, Vec b) {
    return {_mm512_sub_ps(a.v, b.v)};
}
inline Vec operator*(Vec a, Vec b) {
    return {_mm512_mul_ps(a.v, b.v)};
}
inline Vec operator/(Vec a, Vec b) {
    return {_mm512_div_ps(a.v, b.v)};
}
inline Vec larger(Vec a, Vec b) {
    return {_mm512_max_ps(a.v, b.v)};
}
inline Vec smaller(Vec a, Vec b) {
    return {_mm512_min_ps(a.v, b.v)};
}
/// a * b + c
inline Vec fused(Vec a, Vec b, Vec c) {
    return {_mm512_fmadd_ps(a.v, b.v, c.v)};
}

/// Eight sums in f64.
struct WideSum {
    __m512d v = _mm512_setzero_pd();
    void add(Vec x) {
        v = _mm512_add_pd(v, _mm512_cvtps_pd(_mm512_castps512_ps256(x.v)));
        v = _mm512_add_pd(v, _mm512_cvtps_pd(_mm512_extractf32x8_ps(x.v, 1)));
    }
    double sum() const { return _mm512_reduce_add_pd(v); }
};

} // namespace
