// SPDX-License-Identifier: Apache-2.0
// Products of bf16 matrices by tiles of 16 x 16 sums. A tile's rows are rows of the matrix as it lies in memory; the
// tokens are laid out in pairs of inputs: dword [block of 16 tokens][input / 2][token] holds two inputs of a token.
#include "core/engine/decode/vector_avx512.h"
// behind it
#include "core/engine/decode/kernels_bf16.h"

namespace {

constexpr int64_t kSide = 16;            ///< rows and columns of a tile of sums
constexpr int64_t kDepth = 2 * kSide;    ///< inputs of a tile
constexpr int64_t kTile = kSide * kSide; ///< dwords

struct alignas(64) TileConfig {
    std::uint8_t palette = 1, startRow = 0, reserved[14] = {};
    std::uint16_t rowBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

/// 16 x 16 floats: row r of `from` becomes column r of `to`.
void transpose(const float *from, int64_t fromStride, float *to, int64_t toStride, int64_t rows) {
    __m512 r[16], t[16];
    for (int i = 0; i < 16; ++i) r[i] = _mm512_loadu_ps(from + i * fromStride);
    for (int i = 0; i < 16; i += 4) {
        const __m512 a = _mm512_unpacklo_ps(r[i], r[i + 1]), b = _mm512_unpackhi_ps(r[i], r[i + 1]);
        const __m512 c = _mm512_unpacklo_ps(r[i + 2], r[i + 3]), d = _mm512_unpackhi_ps(r[i + 2], r[i + 3]);
        t[i] = _mm512_shuffle_ps(a, c, 0x44);
        t[i + 1] = _mm512_shuffle_ps(a, c, 0xEE);
        t[i + 2] = _mm512_shuffle_ps(b, d, 0x44);
        t[i + 3] = _mm512_shuffle_ps(b, d, 0xEE);
    }
    for (int i = 0; i < 4; ++i) { // columns i, 4 + i, 8 + i, 12 + i
        const __m512 ab = _mm512_shuffle_f32x4(t[i], t[4 + i], 0x44),
                     cd = _mm512_shuffle_f32x4(t[8 + i], t[12 + i], 0x44);
        const __m512 ef = _mm512_shuffle_f32x4(t[i], t[4 + i], 0xEE),
                     gh = _mm512_shuffle_f32x4(t[8 + i], t[12 + i], 0xEE);
        r[i] = _mm512_shuffle_f32x4(ab, cd, 0x88);
        r[4 + i] = _mm512_shuffle_f32x4(ab, cd, 0xDD);
        r[8 + i] = _mm512_shuffle_f32x4(ef, gh, 0x88);
        r[12 + i] = _mm512_shuffle_f32x4(ef, gh, 0xDD);
    }
    for (int64_t i = 0; i < rows; ++i) _mm512_storeu_ps(to + i * toStride, r[i]);
}

/// Where the sums of a tile go: of them the last `count` outputs, and the first `tokens` columns.
struct Target {
    float *y;
    int64_t stride, count, tokens;
};

void place(const float *sums, const Target &to) {
    const int64_t skip = kSide - to.count;
    if (to.tokens <= 2 || skip > 0) {
        for (int64_t m = 0; m < to.tokens; ++m)
            for (int64_t o = 0; o < to.count; ++o) to.y[m * to.stride + o] = sums[(skip + o) * kSide + m];
        return;
    }
    transpose(sums, kSide, to.y, to.stride, to.tokens);
}

/// Two times two tiles of sums; without w1 or x1 there is no second.
void sumTiles(const Bf16 *w0, const Bf16 *w1, int64_t rowBytes, const Bf16 *x0, const Bf16 *x1, int64_t steps,
              float *sums) {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (int64_t k = 0; k < steps; ++k) {
        _tile_loadd(4, w0 + k * kDepth, rowBytes);
        _tile_loadd(6, x0 + k * 2 * kTile, 64);
        _tile_dpbf16ps(0, 4, 6);
        if (x1) {
            _tile_loadd(7, x1 + k * 2 * kTile, 64);
            _tile_dpbf16ps(1, 4, 7);
        }
        if (!w1) continue;
        _tile_loadd(5, w1 + k * kDepth, rowBytes);
        _tile_dpbf16ps(2, 5, 6);
        if (x1) _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, sums, 64);
    if (x1) _tile_stored(1, sums + kTile, 64);
    if (w1) _tile_stored(2, sums + 2 * kTile, 64);
    if (w1 && x1) _tile_stored(3, sums + 3 * kTile, 64);
}

bool fits(const Matrix &matrix) {
    return matrix.weights.stored == Stored::Bf16 && matrix.inputs % kDepth == 0 && matrix.outputs >= kSide;
}

void tiledProduct(const Matrix &matrix, int64_t begin, int64_t end, const Inputs &x, float *y, int64_t stride) {
    if (!fits(matrix)) return product(matrix, begin, end, x, y, stride);
    static const TileConfig config;
    _tile_loadconfig(&config);
    const int64_t I = matrix.inputs, block = kSide * I;
    const auto *w = static_cast<const Bf16 *>(matrix.weights.data);
    alignas(64) float sums[4 * kTile];
    for (int64_t m = 0; m < x.tokens; m += 2 * kSide) {
        const Bf16 *x0 = x.bf16 + m / kSide * block, *x1 = m + kSide < x.tokens ? x0 + block : nullptr;
        const int64_t first = x.tokens - m < kSide ? x.tokens - m : kSide;
        const int64_t second = x1 ? (x.tokens - m - kSide < kSide ? x.tokens - m - kSide : kSide) : 0;
        for (int64_t o = begin; o < end; o += 2 * kSide) {
            // The last rows of a matrix lie in a tile that begins before them.
            const auto from = [&](int64_t at) { return at + kSide <= matrix.outputs ? at : matrix.outputs - kSide; };
            const auto many = [&](int64_t at) { return end - at < kSide ? end - at : kSide; };
            const int64_t next = o + kSide;
            sumTiles(w + from(o) * I, next < end ? w + from(next) * I : nullptr, 2 * I, x0, x1, I / kDepth, sums);
            float *to = y + m * stride + o;
            place(sums, {to, stride, many(o), first});
            if (x1) place(sums + kTile, {to + kSide * stride, stride, many(o), second});
            if (next >= end) continue;
            place(sums + 2 * kTile, {to + kSide, stride, many(next), first});
            if (x1) place(sums + 3 * kTile, {to + kSide + kSide * stride, stride, many(next), second});
        }
    }
    _tile_release();
}

/// A block of 16 tokens: each sixteen of its pairs of inputs is turned as a square.
void roundPairs(const Inputs &x, int64_t begin, int64_t end) {
    const int64_t I = x.inputs;
    if (I % kDepth != 0) return; // no tile reads it
    for (int64_t m = begin; m < end; m += kSide) {
        Bf16 *to = x.bf16 + m * I;
        const int64_t tokens = x.tokens - m < kSide ? x.tokens - m : kSide;
        for (int64_t i = 0; i < I; i += kDepth) {
            alignas(64) Bf16 square[kSide * kDepth] = {};
            for (int64_t t = 0; t < tokens; ++t) roundRow(x.f32 + (m + t) * I + i, square + t * kDepth, kDepth);
            transpose(reinterpret_cast<const float *>(square), kSide, reinterpret_cast<float *>(to + i * kSide), kSide,
                      kSide);
        }
    }
}

} // namespace

const lapidary::Kernels lapidary::kAmxKernels{"amx",  true, tiledProduct, roundPairs, attend,  turn,
                                              toBf16, norm, gate,         largest,    expSums, expReach};
