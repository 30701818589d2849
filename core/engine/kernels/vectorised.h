// SPDX-License-Identifier: Apache-2.0
// Loops that are compiled for several instruction sets, of which the processor's best is taken at run time.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#if defined(__x86_64__) && defined(__GNUC__)
#define LAPIDARY_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#define LAPIDARY_MULTIPLIED __attribute__((target_clones("avx512f", "fma", "default"))) // sums of products
#else
#define LAPIDARY_VECTORISED
#define LAPIDARY_MULTIPLIED
#endif

namespace lapidary {

/// e^x within 2 units in the last place, in steps that a loop can take for many numbers at once. Below e^-87 it gives
/// 0, above e^88 the largest power of two times what is left. (Cody and Waite's reduction, Cephes' polynomial.)
inline float expOf(float x) {
    const float held = std::min(std::max(x, -88.0f), 88.0f);
    const float shifted = held * 1.44269504f + 12582912.0f; // the nearest whole number, in the lowest bits
    const float whole = shifted - 12582912.0f;
    float r = held - whole * 0.693359375f;
    r += whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const float scaled =
        p * std::bit_cast<float>((std::bit_cast<std::int32_t>(shifted) - std::int32_t{0x4b400000} + 127) << 23);
    return x < -87.0f ? 0.0f : scaled;
}

inline float sigmoidOf(float x) {
    return 1.0f / (1.0f + expOf(-x));
}

/// (e^2x - 1) / (e^2x + 1), which is within 1e-7 of tanh.
inline float tanhOf(float x) {
    return 1.0f - 2.0f / (expOf(2.0f * x) + 1.0f);
}

/// The largest of `count` numbers, -inf of none; NaNs are passed over. By hand, since compilers make no vectors of this
/// loop unless they may forget about NaNs.
inline float largestOf(const float *x, std::int64_t count) {
    typedef float Lanes __attribute__((vector_size(64)));
    Lanes best = Lanes{} - std::numeric_limits<float>::infinity();
    std::int64_t i = 0;
    for (; i + 16 <= count; i += 16) {
        Lanes next;
        std::memcpy(&next, x + i, sizeof next);
        best = next > best ? next : best;
    }
    float most = best[0];
    for (int lane = 1; lane < 16; ++lane) most = std::max(most, best[lane]);
    for (; i < count; ++i) most = std::max(most, x[i]);
    return most;
}

} // namespace lapidary
