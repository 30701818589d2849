// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/bench/settings.h"
#include <functional>
#include <vector>

namespace lapidary::bench {

struct Repetition {
    double tokens = 0, seconds = 0, cpuSeconds = 0;
    double rate() const { return tokens / seconds; }
};

/// Warms up until the engine has settled, then measures at least `settings.repetitions` (else `least`) calls and goes
/// on until `settings.seconds` are measured.
Result<std::vector<Repetition>> repeat(const Settings &settings, int least, double tokens,
                                       const std::function<Status()> &call);

double wallSeconds();
double cpuSeconds(); ///< of all threads of this process

/// Seconds of the fastest of so many calls.
double fastest(int calls, const std::function<void()> &call);

} // namespace lapidary::bench
