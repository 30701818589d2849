// SPDX-License-Identifier: Apache-2.0
#include "core/data/allocation.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("a policy comes back from its rows, and a row that is none is named") {
    const Allocation policy{.probe = 2,
                            .bands = {{.agreeing = 0, .n = 8, .decision = "highest", .problems = 3, .accuracy = 0.5},
                                      {.agreeing = 1, .n = 4, .decision = "vote"},
                                      {.agreeing = 2, .n = 2, .decision = "vote", .problems = 7, .tokens = 21.5}},
                            .fittedProblems = 10,
                            .fittedTokens = 1234};
    const auto rows = rowsOf(policy);
    const auto read = allocationFrom(rows);
    REQUIRE(read);
    CHECK(read->probe == 2);
    CHECK(read->fittedTokens == 1234);
    CHECK(rowsOf(*read) == rows);
    const auto broken = [&](std::size_t row, const char *key, const Json &value) {
        auto other = rows;
        other[row][key] = value;
        const auto wrong = allocationFrom(other);
        REQUIRE(!wrong);
        CHECK(wrong.error().code == "allocation.bad_row");
        return wrong.error().field;
    };
    CHECK(broken(0, "probe", 3) == "allocation[0].probe");
    CHECK(broken(1, "agreeing", 2) == "allocation[1].agreeing");
    CHECK(broken(1, "n", 1) == "allocation[1].n"); // fewer than the samples that chose the band
    CHECK(broken(2, "n", "many") == "allocation[2].n");
    CHECK(broken(2, "decision", "oracle") == "allocation[2].decision");
    CHECK(allocationFrom({}).error().field == "allocation[0].probe");
}
