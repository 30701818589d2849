// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/roofs.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <atomic>
#include <cstdint>
#include <immintrin.h>

namespace lapidary::bench {

namespace {

/// Wide loads with several independent sums, so that the adder's latency is no limit.
__attribute__((target("avx2"), noinline)) float readAll(const float *data, std::int64_t count) {
    __m256 sums[8] = {};
    for (std::int64_t i = 0; i + 64 <= count; i += 64)
        for (int s = 0; s < 8; ++s) sums[s] = _mm256_add_ps(sums[s], _mm256_loadu_ps(data + i + 8 * s));
    float out = 0;
    for (const auto &sum : sums) out += sum[0];
    return out;
}

double readRate(const at::Tensor &memory, int passes) {
    const float *data = memory.const_data_ptr<float>();
    const std::int64_t count = memory.numel(), grain = count / at::get_num_threads();
    std::atomic<float> sink{0};
    const double seconds = fastest(5, [&] {
        at::parallel_for(0, count, grain, [&](std::int64_t begin, std::int64_t end) {
            float sum = 0;
            for (int p = 0; p < passes; ++p) {
                asm volatile("" ::: "memory"); // every pass reads again
                sum += readAll(data + begin, end - begin);
            }
            sink = sum;
        });
    });
    return static_cast<double>(count) * 4 * passes / seconds;
}

} // namespace

Roofs measureRoofs() {
    Roofs roofs;
    roofs.bytesPerSecond = readRate(at::ones({96 << 20}), 1);
    roofs.cachedBytesPerSecond = readRate(at::ones({1 << 20}), 100);
    const at::Tensor a = at::randn({1024, 1024}), b = at::randn({1024, 1024});
    at::Tensor c = at::empty({1024, 1024});
    roofs.flopsPerSecond = 2.0 * 1024 * 1024 * 1024 / fastest(10, [&] { at::mm_out(c, a, b); });
    return roofs;
}

} // namespace lapidary::bench
