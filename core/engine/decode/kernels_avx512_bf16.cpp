// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/vector_avx512.h"
// behind it
#include "core/engine/decode/kernels_bf16.h"

namespace {

void roundedProduct(const Matrix &matrix, int64_t begin, int64_t end, const Inputs &x, float *y, int64_t stride) {
    if (matrix.weights.stored != Stored::Bf16) return product(matrix, begin, end, x, y, stride);
    productOf<ByPairs>(static_cast<const Bf16 *>(matrix.weights.data), matrix.inputs, begin, end, x.bf16, x.tokens, y,
                       stride);
}

void round(const Inputs &x, int64_t begin, int64_t end) {
    for (int64_t m = begin; m < end; ++m) roundRow(x.f32 + m * x.inputs, x.bf16 + m * x.inputs, x.inputs);
}

} // namespace

const lapidary::Kernels lapidary::kAvx512Bf16Kernels{"avx512_bf16", true, roundedProduct, round,   attend,  turn,
                                                     toBf16,        norm, gate,           largest, expSums, expReach};
