// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/vector_avx2.h"
// behind it
#include "core/engine/decode/kernels_body.h"

const lapidary::Kernels lapidary::kAvx2Kernels{"avx2", false, product, nullptr, attend,  turn,
                                               toBf16, norm,  gate,    largest, expSums, expReach};
