// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/roofs.h"
#include "tests/bench/repeat.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <atomic>
#include <immintrin.h>

namespace lapidary::bench {

namespace {

constexpr std::int64_t kMostBytes = std::int64_t{512} << 20;

/// Wide loads with several independent sums, so that the adder's latency is no limit.
__attribute__((target("avx2"), noinline)) float readAll(const float *data, std::int64_t count) {
    __m256 sums[8] = {};
    for (std::int64_t i = 0; i + 64 <= count; i += 64)
        for (int s = 0; s < 8; ++s) sums[s] = _mm256_add_ps(sums[s], _mm256_loadu_ps(data + i + 8 * s));
    float out = 0;
    for (const auto &sum : sums) out += sum[0];
    return out;
}

double processorReadRate(std::int64_t bytes) {
    const std::int64_t count = std::max<std::int64_t>(bytes / 4, 1024);
    const int passes = static_cast<int>(std::clamp<std::int64_t>((std::int64_t{256} << 20) / bytes, 1, 1000));
    const at::Tensor memory = at::ones({count});
    const float *data = memory.const_data_ptr<float>();
    const std::int64_t grain = std::max<std::int64_t>(1, count / at::get_num_threads());
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

/// What was asked of a device is done once a number of it is here.
void wait(const at::Tensor &tensor) {
    (void)tensor.flatten()[0].item<double>();
}

} // namespace

double readRate(const c10::Device &device, std::int64_t bytes) {
    if (device.is_cpu()) return processorReadRate(std::min(bytes, kMostBytes));
    const auto options = at::TensorOptions(at::kFloat).device(device);
    const at::Tensor from = at::ones({kMostBytes / 4}, options), to = at::empty({kMostBytes / 4}, options);
    const double seconds = fastest(5, [&] {
        for (int pass = 0; pass < 10; ++pass) to.copy_(from);
        wait(to);
    });
    return 2.0 * 10 * static_cast<double>(kMostBytes) / seconds; // read and written
}

double productRate(const Placement &placement) {
    const std::int64_t size = placement.device.is_cpu() ? 1024 : 8192;
    const auto options = at::TensorOptions(placement.dtype).device(placement.device);
    const at::Tensor a = at::randn({size, size}, options), b = at::randn({size, size}, options);
    at::Tensor c = at::empty({size, size}, options);
    const double seconds = fastest(10, [&] {
        at::mm_out(c, a, b);
        if (!placement.device.is_cpu()) wait(c);
    });
    return 2.0 * static_cast<double>(size * size) * static_cast<double>(size) / seconds;
}

Roofs measureRoofs(const Placement &placement, std::int64_t weightBytes) {
    return {readRate(placement.device, weightBytes), productRate(placement)};
}

} // namespace lapidary::bench
