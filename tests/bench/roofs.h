// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary::bench {

/// What this machine can do at most, with the present number of threads.
struct Roofs {
    double bytesPerSecond = 0;       ///< reading memory that no cache holds
    double cachedBytesPerSecond = 0; ///< reading 4 MB over and over: what holds a tiny model's weights
    double flopsPerSecond = 0;       ///< f32 matrix product of 1024 x 1024
};
Roofs measureRoofs();

/// Seconds of the fastest of `repeats` calls.
template <class F> double fastest(int repeats, F &&call);

} // namespace lapidary::bench

#include <algorithm>
#include <chrono>
#include <limits>

template <class F> double lapidary::bench::fastest(int repeats, F &&call) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        call();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}
