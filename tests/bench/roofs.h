// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/tensor/placement.h"

namespace lapidary::bench {

/// What this machine can do at most with the present number of threads.
struct Roofs {
    double bytesPerSecond = 0; ///< reading a stretch of memory over and over
    double flopsPerSecond = 0; ///< a matrix product of 1024 x 1024, on a GPU of 8192 x 8192
};

double readRate(const c10::Device &device, std::int64_t bytes);
double productRate(const Placement &placement);

/// For a model whose weights take so many bytes: a tiny one is read from a cache, a large one from memory.
Roofs measureRoofs(const Placement &placement, std::int64_t weightBytes);

} // namespace lapidary::bench
