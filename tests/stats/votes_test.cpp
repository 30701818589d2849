// SPDX-License-Identifier: Apache-2.0
// How sure a lead of votes is, against the values of the paper and against sums of whole numbers.
#include "core/stats/votes.h"
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary;
using doctest::Approx;

TEST_CASE("a lead is sure from as many votes on as Adaptive-Consistency says") {
    // The fewest votes of the leader against b of the next with which the chance passes .95.
    constexpr std::int64_t kFrontier[] = {4, 6, 8, 9, 11, 12, 14, 15, 17, 18};
    for (std::int64_t next = 0; next < 10; ++next) {
        CAPTURE(next);
        std::int64_t most = next;
        while (*stats::chanceOfLead(most, next) <= 0.95) ++most;
        CHECK(most == kFrontier[next]);
    }
}

TEST_CASE("the chance of a lead is the sum that it is") {
    CHECK(*stats::chanceOfLead(0, 0) == Approx(0.5));
    CHECK(*stats::chanceOfLead(1, 0) == Approx(0.75));
    CHECK(*stats::chanceOfLead(4, 0) == Approx(1 - 1.0 / 32));
    CHECK(*stats::chanceOfLead(2, 1) == Approx(11.0 / 16)); // (1 + 4 + 6) / 16
    for (std::int64_t a : {0, 3, 17, 400, 1200})
        for (std::int64_t b : {0, 5, 17, 380, 1200}) {
            CAPTURE(a);
            CAPTURE(b);
            CHECK(*stats::chanceOfLead(a, b) + *stats::chanceOfLead(b, a) == Approx(1));
        }
    CHECK(stats::chanceOfLead(-1, 0).error().code == "stats.range");
    CHECK(stats::chanceOfLead(0, -1).error().field == "next");
}
