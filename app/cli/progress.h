// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"
#include <chrono>
#include <cstdint>

namespace lapidary {

/// Progress on standard error: a counter on a terminal, {"done","total","eta_s"} lines with --progress jsonl, or
/// nothing. `total` 0 means that the end is not known. Speaks at most five times a second.
class Progress {
public:
    explicit Progress(const Common &common, std::int64_t total = 0);
    void step() { report(done_ + 1); }
    void report(std::int64_t done);
    void finish(); ///< the last state, and the end of the bar's line

private:
    using Clock = std::chrono::steady_clock;
    enum class Form { Off, Bar, Lines };
    void print() const;

    Form form_;
    std::int64_t total_, done_ = 0;
    Clock::time_point begun_ = Clock::now(), last_{};
};

} // namespace lapidary
