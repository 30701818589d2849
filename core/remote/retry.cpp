// SPDX-License-Identifier: Apache-2.0
#include "core/remote/retry.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

bool worthRetrying(int status) {
    static constexpr int kAgain[] = {408, 425, 429, 500, 502, 503, 504};
    return std::find(std::begin(kAgain), std::end(kAgain), status) != std::end(kAgain);
}

std::optional<double> waitBeforeRetry(const Endpoint &endpoint, std::int64_t retry, std::optional<double> retryAfter,
                                      double jitter) {
    if (retry > endpoint.retries) return std::nullopt;
    if (retryAfter) return *retryAfter <= kMaxRetryWait ? retryAfter : std::nullopt;
    const double full = endpoint.retryWait * std::pow(2.0, static_cast<double>(retry - 1));
    return std::min(full * (0.5 + jitter / 2), kMaxRetryWait);
}

bool waitFor(double seconds, const std::stop_token &stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    return !stopped.wait_for(lock, stop, std::chrono::duration<double>(seconds), [&] { return stop.stop_requested(); });
}

bool RateLimit::wait(const std::stop_token &stop) {
    if (perMinute_ <= 0) return !stop.stop_requested();
    std::chrono::steady_clock::time_point mine;
    {
        const std::lock_guard lock(mutex_);
        mine = std::max(next_, std::chrono::steady_clock::now());
        next_ = mine + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                           std::chrono::duration<double>(60.0 / static_cast<double>(perMinute_)));
    }
    return waitFor(std::chrono::duration<double>(mine - std::chrono::steady_clock::now()).count(), stop);
}

} // namespace lapidary
