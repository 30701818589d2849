// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/checkpoint_times.h"
#include <algorithm>

namespace lapidary {

namespace {
constexpr double kPerSave = 20; ///< so many times as long as the last one took
}

CheckpointTimes::Due CheckpointTimes::after(std::int64_t step, std::int64_t everySteps, double now) const {
    if (step % everySteps == 0) return Due::Step;
    if (wait_ <= 0 || now - last_ < std::max(wait_, kPerSave * took_)) return Due::No;
    return Due::Between;
}

void CheckpointTimes::saved(double began, double ended) {
    last_ = ended;
    took_ = ended - began;
}

} // namespace lapidary
