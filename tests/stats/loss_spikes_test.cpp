// SPDX-License-Identifier: Apache-2.0
#include "core/stats/loss_spikes.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// Losses 1, 2, 1, 2 … of the steps [1, last]: mean 1.5.
LossSpikes after(std::int64_t last) {
    LossSpikes spikes;
    for (std::int64_t step = 1; step <= last; ++step) spikes.next(step, step % 2 == 1 ? 1.0 : 2.0);
    return spikes;
}

} // namespace

TEST_CASE("the first steps are worth a look, and those that stand four deviations above the last ones") {
    LossSpikes early;
    for (const std::int64_t step : {1, 2, 3}) CHECK(early.next(step, 1).kind == LossSpikes::Kind::First);
    CHECK(early.next(4, 1e9).kind == LossSpikes::Kind::Usual); // of three values nobody knows what is usual
    // Of ten values 1 and 2: deviation sqrt(10 / 4 / 9) = 0.527, so that the limit is 3.608.
    CHECK(after(10).next(11, 3.60).kind == LossSpikes::Kind::Usual);
    const auto spike = after(10).next(11, 3.61);
    CHECK(spike.kind == LossSpikes::Kind::Spike);
    CHECK(spike.mean == 1.5);
    CHECK(after(9).next(10, 3.61).kind == LossSpikes::Kind::Usual);
    CHECK(after(10).next(11, -100).kind == LossSpikes::Kind::Usual); // it fell
}

TEST_CASE("losses are compared with the last 50, also behind a restart") {
    LossSpikes spikes;
    for (std::int64_t step = 1; step <= 20; ++step) spikes.next(step, 100.0 + static_cast<double>(step % 2));
    for (std::int64_t step = 21; step <= 70; ++step) spikes.next(step, step % 2 == 1 ? 1.0 : 2.0);
    CHECK(spikes.recent().size() == 50);
    LossSpikes again;
    again.setRecent(spikes.recent());
    for (LossSpikes *each : {&spikes, &again}) {
        const auto seen = each->next(71, 3.6); // 1.5 + 4 * 0.505 = 3.52
        CHECK(seen.kind == LossSpikes::Kind::Spike);
        CHECK(seen.mean == doctest::Approx(1.5));
    }
}
