// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/repeat.h"
#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>

namespace lapidary::bench {

namespace {

constexpr double kWarmSeconds = 0.3;
constexpr std::size_t kMost = 200;

} // namespace

double wallSeconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpuSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Result<std::vector<Repetition>> repeat(const Settings &settings, int least, double tokens,
                                       const std::function<Status()> &call) {
    const double start = wallSeconds();
    do {
        if (auto ok = call(); !ok) return unexpected(ok.error());
    } while (wallSeconds() - start < kWarmSeconds);
    const auto wanted = static_cast<std::size_t>(settings.repetitions > 0 ? settings.repetitions : least);
    std::vector<Repetition> out;
    double measured = 0;
    while (out.size() < wanted || (measured < settings.seconds && out.size() < kMost)) {
        const double wall = wallSeconds(), cpu = cpuSeconds();
        if (auto ok = call(); !ok) return unexpected(ok.error());
        out.push_back({tokens, wallSeconds() - wall, cpuSeconds() - cpu});
        measured += out.back().seconds;
    }
    return out;
}

double fastest(int calls, const std::function<void()> &call) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < calls; ++i) {
        const double start = wallSeconds();
        call();
        best = std::min(best, wallSeconds() - start);
    }
    return best;
}

} // namespace lapidary::bench
