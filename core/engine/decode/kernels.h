// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

// Legend: M tokens read side by side, O outputs, I inputs, H head size, G query heads of a key-value head.
// Plain values only: the files that implement this are compiled for processors that this one may not be, so that no
// function of a header that others share may come out of them.
namespace lapidary {

enum class Stored : std::uint8_t { F32, Bf16, Int8 };

/// Numbers one after the other.
struct Numbers {
    const void *data = nullptr; ///< null: there are none
    Stored stored = Stored::F32;
};

/// [O, I], dense. int8 is scaled per row.
struct Matrix {
    Numbers weights{};
    const float *scale_O = nullptr;
    std::int64_t outputs = 0, inputs = 0;
};

/// The vectors that matrices are multiplied with. `tokens` rows of `inputs` numbers.
struct Inputs {
    const float *f32 = nullptr;    ///< [M, I]
    std::uint16_t *bf16 = nullptr; ///< the same, rounded, as `Kernels::round` lays it out
    std::int64_t tokens = 0, inputs = 0;
};

/// The query heads that share one key-value head, of one token, and the tokens that they see: `first` … `end`-1.
struct AttendedHead {
    const float *q; ///< [G, H]
    std::int64_t group, headDim;
    const void *keys;           ///< of the key-value head, in block 0
    Stored stored;              ///< of keys and values
    std::int64_t values, block; ///< numbers from a block's keys to its values, and to the keys of the next block
    const std::int64_t *blocks; ///< of the row
    std::int64_t tokens;        ///< of a block
    std::int64_t first, end;
    float scale, softcap; ///< softcap * tanh(score / softcap); 0: no cap
    float *scores;        ///< room for group * (end - first) numbers
    float *out;           ///< [G, H]
};

struct NormOf {
    Numbers weight{}, bias{}; ///< a bias makes it LayerNorm
    float eps = 0, offset = 0;
};

enum class GateOf : std::uint8_t { Silu, Gelu, GeluTanh, Relu };

/// What of a token's way through a model needs the processor's own instructions. Every function gives the same bits for
/// a token whatever stands beside it.
struct Kernels {
    const char *name;
    bool roundsInputs; ///< of bf16 matrices: `round` comes before `product`
    /// y[m * stride + o] = Σ_i w[o][i] x[m][i] for the outputs begin … end-1.
    void (*product)(const Matrix &matrix, std::int64_t begin, std::int64_t end, const Inputs &x, float *y,
                    std::int64_t stride);
    /// x.f32 of the tokens begin … end-1 into x.bf16; begin is a multiple of 16.
    void (*round)(const Inputs &x, std::int64_t begin, std::int64_t end);
    void (*attend)(const AttendedHead &head);
    /// Turns the pairs (head[i], head[half + i]) by their angles.
    void (*turn)(float *head, const float *cos, const float *sin, std::int64_t half);
    /// To the nearest bf16, ties to even.
    void (*toBf16)(const float *from, std::uint16_t *to, std::int64_t size);
    void (*norm)(const NormOf &norm, const float *x, float *y, std::int64_t size);
    /// y = gate(y) * up; without up y = gate(y).
    void (*gate)(GateOf gate, float *y, const float *up, std::int64_t size);
    std::int64_t (*largest)(const float *x, std::int64_t size); ///< the first place of the largest
    /// Σ exp((x - top) * scale), in f64, and Σ of the same times (x - top) * scale.
    void (*expSums)(const float *x, std::int64_t size, float top, float scale, double *sum, double *weighted);
    /// The first place at which the sum of exp((x - top) * scale) exceeds `until`; size where none does.
    std::int64_t (*expReach)(const float *x, std::int64_t size, float top, float scale, double until);
};

extern const Kernels kAvx2Kernels, kAvx512Kernels, kAvx512Bf16Kernels, kAmxKernels;

} // namespace lapidary
