// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/small_products.h"
#include "core/engine/kernels/vectorised.h"
#include <cstring>

namespace lapidary {
namespace {

using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

struct Operands {
    float *c;
    const float *a, *b;
    std::int64_t cStride, aStride, bStride;
};

/// One tile of kRowsAtOnce x kLanes numbers, held in registers over all of k.
template <bool Transposed, bool Adds>
__attribute__((always_inline)) inline void tile(const Operands &o, std::int64_t m, std::int64_t n, std::int64_t k) {
    Lanes sum[kRowsAtOnce];
#pragma GCC unroll 8
    for (std::int64_t r = 0; r < kRowsAtOnce; ++r) sum[r] = Lanes{};
    const std::int64_t alongRows = Transposed ? 1 : o.aStride, alongSum = Transposed ? o.aStride : 1;
    const float *a = o.a + m * alongRows, *b = o.b + n;
    for (std::int64_t i = 0; i < k; ++i, a += alongSum, b += o.bStride) {
        Lanes line;
        std::memcpy(&line, b, sizeof line);
#pragma GCC unroll 8
        for (std::int64_t r = 0; r < kRowsAtOnce; ++r) sum[r] += a[r * alongRows] * line;
    }
#pragma GCC unroll 8
    for (std::int64_t r = 0; r < kRowsAtOnce; ++r) {
        float *to = o.c + (m + r) * o.cStride + n;
        if (Adds) {
            Lanes before;
            std::memcpy(&before, to, sizeof before);
            sum[r] += before;
        }
        std::memcpy(to, &sum[r], sizeof sum[r]);
    }
}

template <bool Transposed, bool Adds>
__attribute__((always_inline)) inline void tiles(const Operands &o, std::int64_t m, std::int64_t n, std::int64_t k) {
    for (std::int64_t column = 0; column < n; column += kLanes)
        for (std::int64_t row = 0; row < m; row += kRowsAtOnce) tile<Transposed, Adds>(o, row, column, k);
}

LAPIDARY_MULTIPLIED void plainTiles(const Operands &o, std::int64_t m, std::int64_t n, std::int64_t k) {
    tiles<false, false>(o, m, n, k);
}

LAPIDARY_MULTIPLIED void transposedTiles(const Operands &o, std::int64_t m, std::int64_t n, std::int64_t k) {
    tiles<true, true>(o, m, n, k);
}

Operands operands(Filled &c, const Filled &a, const Filled &b) {
    return {c.row(0), a.row(0), b.row(0), c.stride, a.stride, b.stride};
}

} // namespace

void product(Filled &c, const Filled &a, const Filled &b, std::int64_t m, std::int64_t n, std::int64_t k) {
    plainTiles(operands(c, a, b), m, n, k);
}

void addTransposedProduct(Filled &c, const Filled &a, const Filled &b, std::int64_t m, std::int64_t n, std::int64_t k) {
    transposedTiles(operands(c, a, b), m, n, k);
}

} // namespace lapidary
