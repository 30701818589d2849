// SPDX-License-Identifier: Apache-2.0
// Eight floats. Included by the file that is compiled for AVX2, and by no others.
#pragma once
#include <cstdint>
#include <immintrin.h>

namespace {

struct Vec {
    static constexpr int width = 8;
    __m256 v;

    static Vec zero() { return {_mm256_setzero_ps()}; }
    static Vec all(float x) { return {_mm256_set1_ps(x)}; }
    static Vec load(const float *from) { return {_mm256_loadu_ps(from)}; }
    static Vec load(const std::uint16_t *from) {
        return widen(_mm_loadu_si128(reinterpret_cast<const __m128i *>(from)));
    }
    static Vec load(const std::int8_t *from) {
        return {_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(from))))};
    }
    static Vec load(const float *from, int count) { return {_mm256_maskload_ps(from, mask(count))}; }
    static Vec load(const std::uint16_t *from, int count) {
        std::uint16_t part[width] = {};
        for (int i = 0; i < count; ++i) part[i] = from[i];
        return load(part);
    }
    static Vec load(const std::int8_t *from, int count) {
        std::int8_t part[16] = {};
        for (int i = 0; i < count; ++i) part[i] = from[i];
        return load(part);
    }
    void store(float *to) const { _mm256_storeu_ps(to, v); }
    void store(float *to, int count) const { _mm256_maskstore_ps(to, mask(count), v); }

    float sum() const {
        const Vec none = zero();
        return _mm_cvtss_f32(sums(*this, none, none, none));
    }
    float largest() const {
        __m128 most = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
        most = _mm_max_ps(most, _mm_movehl_ps(most, most));
        return _mm_cvtss_f32(_mm_max_ss(most, _mm_shuffle_ps(most, most, 1)));
    }
    /// The sums of four at once, each in the order of sum().
    static __m128 sums(Vec a, Vec b, Vec c, Vec d) {
        const __m256 ab = _mm256_add_ps(_mm256_unpacklo_ps(a.v, b.v), _mm256_unpackhi_ps(a.v, b.v));
        const __m256 cd = _mm256_add_ps(_mm256_unpacklo_ps(c.v, d.v), _mm256_unpackhi_ps(c.v, d.v));
        const __m256 all = _mm256_add_ps(_mm256_shuffle_ps(ab, cd, 0x44), _mm256_shuffle_ps(ab, cd, 0xEE));
        return _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
    }
    /// 0 where `x` is below `bound`.
    Vec unlessBelow(Vec x, float bound) const {
        return {_mm256_and_ps(v, _mm256_cmp_ps(x.v, _mm256_set1_ps(bound), _CMP_NLT_UQ))};
    }
    /// 2^n for whole n from -126 to 127.
    static Vec power(Vec n) {
        const __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n.v), _mm256_set1_epi32(127));
        return {_mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23))};
    }
    static Vec nearest(Vec x) { return {_mm256_round_ps(x.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }

private:
    static __m256i mask(int count) {
        return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    }
    static Vec widen(__m128i halves) {
        return {_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16))};
    }
};

inline Vec operator+(Vec a, Vec b) {
    return {_mm256_add_ps(a.v, b.v)};
}
inline Vec operator-(Vec a, Vec b) {
    return {_mm256_sub_ps(a.v, b.v)};
}
inline Vec operator*(Vec a, Vec b) {
    return {_mm256_mul_ps(a.v, b.v)};
}
inline Vec operator/(Vec a, Vec b) {
    return {_mm256_div_ps(a.v, b.v)};
}
inline Vec larger(Vec a, Vec b) {
    return {_mm256_max_ps(a.v, b.v)};
}
inline Vec smaller(Vec a, Vec b) {
    return {_mm256_min_ps(a.v, b.v)};
}
/// a * b + c
inline Vec fused(Vec a, Vec b, Vec c) {
    return {_mm256_fmadd_ps(a.v, b.v, c.v)};
}

/// Four sums in f64.
struct WideSum {
    __m256d v = _mm256_setzero_pd();
    void add(Vec x) {
        v = _mm256_add_pd(v, _mm256_cvtps_pd(_mm256_castps256_ps128(x.v)));
        v = _mm256_add_pd(v, _mm256_cvtps_pd(_mm256_extractf128_ps(x.v, 1)));
    }
    double sum() const {
        double parts[4];
        _mm256_storeu_pd(parts, v);
        return (parts[0] + parts[1]) + (parts[2] + parts[3]);
    }
};

} // namespace
