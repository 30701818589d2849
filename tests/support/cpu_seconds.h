// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ctime>

namespace lapidary::test {

/// Seconds that this thread has computed: what else runs on the machine does not count.
inline double cpuSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace lapidary::test
