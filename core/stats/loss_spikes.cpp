// SPDX-License-Identifier: Apache-2.0
#include "core/stats/loss_spikes.h"
#include <cmath>

namespace lapidary {

LossSpikes::Seen LossSpikes::next(std::int64_t step, double loss) {
    Seen seen;
    if (step <= kFirst) {
        seen.kind = Kind::First;
    } else if (losses_.size() >= kEnough) {
        const auto count = static_cast<double>(losses_.size());
        double sum = 0, squares = 0;
        for (const double each : losses_) sum += each;
        const double mean = sum / count;
        for (const double each : losses_) squares += (each - mean) * (each - mean);
        if (loss > mean + kDeviations * std::sqrt(squares / (count - 1))) seen = {Kind::Spike, mean};
    }
    losses_.push_back(loss);
    if (losses_.size() > kWindow) losses_.pop_front();
    return seen;
}

} // namespace lapidary
