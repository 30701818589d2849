// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/remote/endpoint.h"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace lapidary {

inline constexpr double kMaxRetryWait = 60; ///< seconds; a server that asks for more is not waited for

/// Statuses that another try may mend: 408, 425, 429, 500, 502, 503, 504.
bool worthRetrying(int status);

/// Seconds before try number `retry` (from 1): retry_wait · 2^(retry-1) · (½ + jitter/2), at most a minute; or what the
/// server asks for, where it does. Nothing where the tries are used up or the server asks for more than a minute.
/// `jitter` in [0, 1).
std::optional<double> waitBeforeRetry(const Endpoint &endpoint, std::int64_t retry, std::optional<double> retryAfter,
                                      double jitter);

/// False where the stop came first.
bool waitFor(double seconds, const std::stop_token &stop);

/// Lets requests begin at an even pace: no more than so many in a minute, whoever begins them.
class RateLimit {
public:
    explicit RateLimit(std::int64_t perMinute) : perMinute_(perMinute) {}
    bool wait(const std::stop_token &stop); ///< until the next may begin; false where the stop came first

private:
    std::int64_t perMinute_;
    std::mutex mutex_{};
    std::chrono::steady_clock::time_point next_{};
};

} // namespace lapidary
