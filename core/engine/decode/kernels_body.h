// SPDX-License-Identifier: Apache-2.0
// The kernels over Vec, the register of one kind of processor. Included behind its definition, by one file for each.
// Legend: see kernels.h.
#include "core/engine/decode/kernels.h"

extern "C" float erff(float);
extern "C" float tanhf(float);

namespace {

using lapidary::AttendedHead;
using lapidary::GateOf;
using lapidary::Inputs;
using lapidary::Matrix;
using lapidary::NormOf;
using lapidary::Numbers;
using lapidary::Stored;
using std::int64_t;
using Bf16 = std::uint16_t;

constexpr float kLeast = -87.0f; ///< of what is raised to a power of e

/// exp(x) to about 2e-7: 2^n times a polynomial (Cephes). Below kLeast it is 0.
inline Vec exponential(Vec given) {
    const Vec x = smaller(larger(given, Vec::all(kLeast)), Vec::all(88.0f));
    const Vec n = Vec::nearest(x * Vec::all(1.44269504f));
    const Vec r = fused(n, Vec::all(2.12194440e-4f), fused(n, Vec::all(-0.693359375f), x));
    Vec p = Vec::all(1.9875691500e-4f);
    constexpr float terms[] = {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f,
                               5.0000001201e-1f};
    for (const float next : terms) p = fused(p, r, Vec::all(next));
    return (fused(p * r, r, r + Vec::all(1.0f)) * Vec::power(n)).unlessBelow(given, kLeast);
}

// --- products -------------------------------------------------------------------------------------------------------

/// What a step along the inputs adds: width numbers of a row of the matrix times as many of a token.
template <class Weight> struct ByFloats {
    using Input = float;
    static constexpr int width = Vec::width;
    struct Part {
        Vec v;
    };
    template <class T> static Part load(const T *from) { return {Vec::load(from)}; }
    template <class T> static Part load(const T *from, int count) { return {Vec::load(from, count)}; }
    static Vec add(Part w, Part x, Vec sum) { return fused(w.v, x.v, sum); }
};

/// O outputs (1 or a multiple of 4) of M tokens, all in registers. A sum runs along the inputs in one order whatever O
/// and M are.
template <class By, int O, int M, class Weight>
inline void tile(const Weight *w, int64_t rowSize, const typename By::Input *x, int64_t tokenSize, int64_t n, float *y,
                 int64_t stride) {
    // Every loop over O and M is unrolled, or the sums would lie in memory.
    Vec sums[O][M];
#pragma GCC unroll 16
    for (int o = 0; o < O; ++o)
#pragma GCC unroll 8
        for (int m = 0; m < M; ++m) sums[o][m] = Vec::zero();
    const auto step = [&](int64_t i, auto... count) __attribute__((always_inline)) {
        typename By::Part tokens[M];
#pragma GCC unroll 8
        for (int m = 0; m < M; ++m) tokens[m] = By::load(x + m * tokenSize + i, count...);
#pragma GCC unroll 16
        for (int o = 0; o < O; ++o) {
            const auto part = By::load(w + o * rowSize + i, count...);
#pragma GCC unroll 8
            for (int m = 0; m < M; ++m) sums[o][m] = By::add(part, tokens[m], sums[o][m]);
        }
    };
    int64_t i = 0;
    for (; i + By::width <= n; i += By::width) step(i);
    if (i < n) step(i, static_cast<int>(n - i));
#pragma GCC unroll 8
    for (int m = 0; m < M; ++m) {
        if constexpr (O == 1) {
            y[m * stride] = sums[0][m].sum();
        } else {
#pragma GCC unroll 4
            for (int o = 0; o < O; o += 4)
                _mm_storeu_ps(y + m * stride + o,
                              Vec::sums(sums[o][m], sums[o + 1][m], sums[o + 2][m], sums[o + 3][m]));
        }
    }
}

/// As many tiles of O outputs as fit before `end`.
template <class By, int O, int M, class Weight>
inline void tiles(const Weight *w, int64_t n, int64_t &o, int64_t end, const typename By::Input *x, float *y,
                  int64_t stride) {
    for (; o + O <= end; o += O) tile<By, O, M>(w + o * n, n, x, n, n, y + o, stride);
}

template <class By, int M, class Weight>
inline void outputs(const Weight *w, int64_t n, int64_t begin, int64_t end, const typename By::Input *x, float *y,
                    int64_t stride) {
    // As many sums as registers hold, and at least as many as a fused product takes cycles.
    constexpr int most = Vec::width == 16 ? (M == 1 ? 16 : M <= 3 ? 8 : 4) : (M == 1 ? 8 : 4);
    int64_t o = begin;
    tiles<By, most, M>(w, n, o, end, x, y, stride);
    tiles<By, 4, M>(w, n, o, end, x, y, stride);
    tiles<By, 1, M>(w, n, o, end, x, y, stride);
}

/// Outputs begin … end-1 of all tokens, as many tokens at a time as registers hold.
template <class By, class Weight>
void block(const Weight *w, int64_t n, int64_t begin, int64_t end, const typename By::Input *x, int64_t tokens,
           float *y, int64_t stride) {
    constexpr int most = Vec::width == 16 ? 6 : 3;
    for (; tokens >= most; tokens -= most, x += most * n, y += most * stride)
        outputs<By, most>(w, n, begin, end, x, y, stride);
    switch (tokens) {
    case 1:
        return outputs<By, 1>(w, n, begin, end, x, y, stride);
    case 2:
        return outputs<By, 2>(w, n, begin, end, x, y, stride);
    case 3:
        return outputs<By, 3>(w, n, begin, end, x, y, stride);
    case 4:
        return outputs<By, 4>(w, n, begin, end, x, y, stride);
    case 5:
        return outputs<By, 5>(w, n, begin, end, x, y, stride);
    default:
        return;
    }
}

/// The rows of a block of the matrix stay in the innermost cache while the tokens pass by.
template <class By, class Weight>
void productOf(const Weight *w, int64_t n, int64_t begin, int64_t end, const typename By::Input *x, int64_t tokens,
               float *y, int64_t stride) {
    constexpr int64_t kNear = 24 << 10;
    const int64_t rows = tokens <= 6 ? end - begin : kNear / (n * static_cast<int64_t>(sizeof(Weight))) / 4 * 4;
    const int64_t step = rows > 4 ? rows : 4;
    for (int64_t o = begin; o < end; o += step)
        block<By>(w, n, o, o + step < end ? o + step : end, x, tokens, y, stride);
}

void product(const Matrix &matrix, int64_t begin, int64_t end, const Inputs &x, float *y, int64_t stride) {
    const int64_t n = matrix.inputs;
    switch (matrix.weights.stored) {
    case Stored::F32:
        return productOf<ByFloats<float>>(static_cast<const float *>(matrix.weights.data), n, begin, end, x.f32,
                                          x.tokens, y, stride);
    case Stored::Bf16:
        return productOf<ByFloats<Bf16>>(static_cast<const Bf16 *>(matrix.weights.data), n, begin, end, x.f32, x.tokens,
                                         y, stride);
    case Stored::Int8:
        productOf<ByFloats<std::int8_t>>(static_cast<const std::int8_t *>(matrix.weights.data), n, begin, end, x.f32,
                                         x.tokens, y, stride);
        for (int64_t m = 0; m < x.tokens; ++m)
            for (int64_t o = begin; o < end; ++o) y[m * stride + o] *= matrix.scale_O[o];
    }
}

// --- attention ------------------------------------------------------------------------------------------------------

/// Calls see(block's first key, first place, one behind the last place) for each block that is seen.
template <class T, class See> inline void forEachBlock(const AttendedHead &head, See see) {
    const int64_t C = head.tokens;
    for (int64_t i = head.first / C; i * C < head.end; ++i) {
        const int64_t begin = i * C < head.first ? head.first - i * C : 0;
        const int64_t stop = (i + 1) * C < head.end ? C : head.end - i * C;
        see(static_cast<const T *>(head.keys) + head.blocks[i] * head.block, begin, stop);
    }
}

template <class T, int G> void scoresOf(const AttendedHead &head, int64_t count, const float *q, float *scores) {
    const int64_t H = head.headDim;
    int64_t s = 0;
    forEachBlock<T>(head, [&](const T *keys, int64_t begin, int64_t stop) {
        int64_t o = begin;
        float *to = scores + s - begin;
        const auto ask = [&]<int O>() {
            for (; o + O <= stop; o += O) tile<ByFloats<T>, O, G>(keys + o * H, H, q, H, H, to + o, count);
        };
        ask.template operator()<Vec::width == 16 && G <= 2 ? 8 : 4>();
        ask.template operator()<4>();
        ask.template operator()<1>();
        s += stop - begin;
    });
}

/// Scores become shares.
void shares(float *scores, int64_t count, float scale, float softcap) {
    if (softcap > 0) {
        for (int64_t s = 0; s < count; ++s) scores[s] = softcap * tanhf(scores[s] * (scale / softcap));
        scale = 1;
    }
    Vec most = Vec::all(-3.0e38f);
    int64_t s = 0;
    for (; s + Vec::width <= count; s += Vec::width) most = larger(Vec::load(scores + s), most);
    float top = most.largest();
    for (; s < count; ++s) top = scores[s] > top ? scores[s] : top;
    Vec sum = Vec::zero();
    for (s = 0; s < count; s += Vec::width) {
        const int left = count - s < Vec::width ? static_cast<int>(count - s) : Vec::width;
        const Vec share = exponential((Vec::load(scores + s, left) - Vec::all(top)) * Vec::all(scale));
        share.store(scores + s, left);
        sum = sum + (left < Vec::width ? Vec::load(scores + s, left) : share);
    }
    const Vec part = Vec::all(1.0f / sum.sum());
    for (s = 0; s + Vec::width <= count; s += Vec::width) (Vec::load(scores + s) * part).store(scores + s);
    if (s < count) {
        const int left = static_cast<int>(count - s);
        (Vec::load(scores + s, left) * part).store(scores + s, left);
    }
}

/// W registers of each of G heads, from number h of the head on. A sum is made of P, each of every P-th token, where
/// one alone would wait for its last product.
template <class T, int G, int W, bool whole>
void mixed(const AttendedHead &head, int64_t count, const float *shares, int64_t h, float *out) {
    constexpr int P = G * W <= 2 ? 4 : G * W <= 4 ? 2 : 1;
    const int64_t H = head.headDim;
    const int left = static_cast<int>(H - h);
    Vec sums[P][G][W];
    const auto each = [&](auto see) __attribute__((always_inline)) {
#pragma GCC unroll 4
        for (int g = 0; g < G; ++g)
#pragma GCC unroll 4
            for (int w = 0; w < W; ++w) see(g, w);
    };
#pragma GCC unroll 4
    for (int p = 0; p < P; ++p) each([&](int g, int w) { sums[p][g][w] = Vec::zero(); });
    int64_t s = 0;
    forEachBlock<T>(head, [&](const T *keys, int64_t begin, int64_t stop) {
        const T *values = keys + head.values + begin * H + h;
        const auto take = [&](int p) __attribute__((always_inline)) {
#pragma GCC unroll 4
            for (int w = 0; w < W; ++w) {
                const Vec value = whole ? Vec::load(values + w * Vec::width) : Vec::load(values, left);
#pragma GCC unroll 4
                for (int g = 0; g < G; ++g)
                    sums[p][g][w] = fused(Vec::all(shares[g * count + s]), value, sums[p][g][w]);
            }
            ++s;
            values += H;
        };
        // Which sum a token belongs to, however long the blocks are.
        const auto takeNext = [&]() __attribute__((always_inline)) {
            const int next = static_cast<int>(s % P);
#pragma GCC unroll 4
            for (int p = 0; p < P; ++p)
                if (p == next) return take(p);
        };
        int64_t c = begin;
        for (; c < stop && s % P != 0; ++c) takeNext();
        for (; c + P <= stop; c += P)
#pragma GCC unroll 4
            for (int p = 0; p < P; ++p) take(p);
        for (; c < stop; ++c) takeNext();
    });
#pragma GCC unroll 4
    for (int p = 1; p < P; ++p) each([&](int g, int w) { sums[0][g][w] = sums[0][g][w] + sums[p][g][w]; });
    each([&](int g, int w) {
        if (whole)
            sums[0][g][w].store(out + g * H + h + int64_t{w} * Vec::width);
        else
            sums[0][g][w].store(out + g * H + h, left);
    });
}

template <class T, int G> void attendGroup(const AttendedHead &head, const float *q, float *out) {
    const int64_t count = head.end - head.first, H = head.headDim;
    scoresOf<T, G>(head, count, q, head.scores);
    for (int g = 0; g < G; ++g) shares(head.scores + g * count, count, head.scale, head.softcap);
    constexpr int64_t width = Vec::width;
    int64_t h = 0;
    for (; h + 4 * width <= H; h += 4 * width) mixed<T, G, 4, true>(head, count, head.scores, h, out);
    for (; h + 2 * width <= H; h += 2 * width) mixed<T, G, 2, true>(head, count, head.scores, h, out);
    for (; h + width <= H; h += width) mixed<T, G, 1, true>(head, count, head.scores, h, out);
    if (h < H) mixed<T, G, 1, false>(head, count, head.scores, h, out);
}

template <class T> void attendAll(const AttendedHead &head) {
    const int64_t H = head.headDim;
    int64_t g = 0;
    for (; g + 4 <= head.group; g += 4) attendGroup<T, 4>(head, head.q + g * H, head.out + g * H);
    const float *q = head.q + g * H;
    float *out = head.out + g * H;
    if (head.group - g == 3) attendGroup<T, 3>(head, q, out);
    if (head.group - g == 2) attendGroup<T, 2>(head, q, out);
    if (head.group - g == 1) attendGroup<T, 1>(head, q, out);
}

void attend(const AttendedHead &head) {
    if (head.stored == Stored::F32)
        attendAll<float>(head);
    else
        attendAll<Bf16>(head);
}

// --- rows -----------------------------------------------------------------------------------------------------------

/// Calls see(place, how many) along a row, a register at a time.
template <class See> inline void alongRow(int64_t size, See see) {
    int64_t i = 0;
    for (; i + Vec::width <= size; i += Vec::width) see(i, Vec::width);
    if (i < size) see(i, static_cast<int>(size - i));
}

void turn(float *head, const float *cos, const float *sin, int64_t half) {
    alongRow(half, [&](int64_t i, int count) {
        const Vec first = Vec::load(head + i, count), second = Vec::load(head + half + i, count);
        const Vec c = Vec::load(cos + i, count), s = Vec::load(sin + i, count);
        (first * c - second * s).store(head + i, count);
        (second * c + first * s).store(head + half + i, count);
    });
}

void toBf16(const float *from, Bf16 *to, int64_t size) {
#pragma omp simd
    for (int64_t i = 0; i < size; ++i) {
        std::uint32_t bits;
        __builtin_memcpy(&bits, from + i, sizeof bits);
        const std::uint32_t nearest = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
        to[i] = static_cast<Bf16>((bits & 0x7FFFFFFF) > 0x7F800000 ? 0x7FC0 : nearest);
    }
}

inline Vec numbers(const Numbers &of, int64_t i, int count) {
    return of.stored == Stored::F32 ? Vec::load(static_cast<const float *>(of.data) + i, count)
                                    : Vec::load(static_cast<const Bf16 *>(of.data) + i, count);
}

void norm(const NormOf &norm, const float *x, float *y, int64_t size) {
    const bool centred = norm.bias.data != nullptr;
    const auto n = static_cast<float>(size);
    Vec sum = Vec::zero(), squares = Vec::zero();
    if (centred) alongRow(size, [&](int64_t i, int count) { sum = sum + Vec::load(x + i, count); });
    const float mean = centred ? sum.sum() / n : 0;
    alongRow(size, [&](int64_t i, int count) {
        Vec d = Vec::load(x + i, count) - Vec::all(mean);
        if (count < Vec::width) { // what is behind the row counts nothing
            float part[Vec::width] = {};
            d.store(part, count);
            d = Vec::load(part);
        }
        squares = fused(d, d, squares);
    });
    const float inverse = 1.0f / __builtin_sqrtf(squares.sum() / n + norm.eps);
    alongRow(size, [&](int64_t i, int count) {
        const Vec weight = numbers(norm.weight, i, count) + Vec::all(norm.offset);
        Vec out = (Vec::load(x + i, count) - Vec::all(mean)) * Vec::all(inverse) * weight;
        if (centred) out = out + numbers(norm.bias, i, count);
        out.store(y + i, count);
    });
}

void gate(GateOf gate, float *y, const float *up, int64_t size) {
    constexpr float kRootHalf = 0.70710678118654752f, kTanhScale = 0.79788456080286536f;
    if (gate == GateOf::Gelu)
        for (int64_t i = 0; i < size; ++i) y[i] = 0.5f * y[i] * (1.0f + erff(y[i] * kRootHalf));
    if (gate == GateOf::GeluTanh)
        for (int64_t i = 0; i < size; ++i)
            y[i] = 0.5f * y[i] * (1.0f + tanhf(kTanhScale * (y[i] + 0.044715f * y[i] * y[i] * y[i])));
    alongRow(size, [&](int64_t i, int count) {
        Vec x = Vec::load(y + i, count);
        if (gate == GateOf::Silu) x = x / (Vec::all(1.0f) + exponential(Vec::zero() - x));
        if (gate == GateOf::Relu) x = larger(x, Vec::zero());
        if (up) x = x * Vec::load(up + i, count);
        x.store(y + i, count);
    });
}

// --- sampling -------------------------------------------------------------------------------------------------------

int64_t largest(const float *x, int64_t size) {
    Vec most = Vec::all(x[0]);
    int64_t i = 0;
    for (; i + Vec::width <= size; i += Vec::width) most = larger(Vec::load(x + i), most);
    float top = most.largest();
    for (; i < size; ++i) top = x[i] > top ? x[i] : top;
    for (i = 0; i < size; ++i)
        if (x[i] == top) return i;
    return 0;
}

void expSums(const float *x, int64_t size, float top, float scale, double *sum, double *weighted) {
    WideSum all, times;
    alongRow(size, [&](int64_t i, int count) {
        const Vec below = (Vec::load(x + i, count) - Vec::all(top)) * Vec::all(scale);
        Vec mass = exponential(below), product = mass * larger(below, Vec::all(kLeast));
        if (count < Vec::width) {
            float parts[2][Vec::width] = {};
            mass.store(parts[0], count);
            product.store(parts[1], count);
            mass = Vec::load(parts[0]);
            product = Vec::load(parts[1]);
        }
        all.add(mass);
        if (weighted) times.add(product);
    });
    *sum = all.sum();
    if (weighted) *weighted = times.sum();
}

int64_t expReach(const float *x, int64_t size, float top, float scale, double until) {
    for (int64_t i = 0; i < size; i += Vec::width) {
        const int count = size - i < Vec::width ? static_cast<int>(size - i) : Vec::width;
        float mass[Vec::width] = {};
        exponential((Vec::load(x + i, count) - Vec::all(top)) * Vec::all(scale)).store(mass, count);
        for (int j = 0; j < count; ++j)
            if ((until -= mass[j]) < 0) return i + j;
    }
    return size;
}

} // namespace
