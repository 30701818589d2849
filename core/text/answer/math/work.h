// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary::math {

/// What one comparison may cost, counted in products of two terms and not by a clock, so that a grade is the same on
/// every machine: about half a second. While one lives, whatever it makes is counted on this thread; a Work within
/// another one counts on the outer.
class Work {
public:
    Work();
    ~Work();
    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    /// False where nothing is left: what is not known by then stays open. Without a Work nothing is counted.
    static bool spend(std::int64_t units);

    static constexpr std::int64_t kMost = 200'000;
    static constexpr std::int64_t kPerRoot = 100; ///< the divisions that look for square factors
    static constexpr std::int64_t kPerValue = 30; ///< one operation with 50 digits

private:
    bool outer_;
};

} // namespace lapidary::math
