// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/value.h"
#include <ctime>

namespace lapidary::jinja {

/// What one rendering may cost: 5 million steps and 2 seconds of its thread's processor time, so that other work on the
/// machine refuses no template.
class Budget {
public:
    /// Throws template.limit.
    void spend(std::int64_t steps = 1) {
        steps_ += steps;
        if (steps_ > kMostSteps) throw Failure{"template.limit", "the template takes more than 5 million steps", {}};
        if (steps_ < nextLook_) return;
        nextLook_ = steps_ + kStepsPerLook;
        if (processorSeconds() - begun_ > kMostSeconds)
            throw Failure{"template.limit", "the template takes more than 2 seconds", {}};
    }

private:
    static constexpr std::int64_t kMostSteps = 5'000'000, kStepsPerLook = 256; ///< one step can join texts of 16 MiB
    static constexpr double kMostSeconds = 2;
    static double processorSeconds() {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
    }
    std::int64_t steps_ = 0, nextLook_ = kStepsPerLook;
    double begun_ = processorSeconds();
};

} // namespace lapidary::jinja
