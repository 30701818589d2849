// SPDX-License-Identifier: Apache-2.0
#include "core/data/revisions.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

TEST_CASE("revisions are counted from each draft to the next") {
    const std::vector<bool> right{false, true, true, false, true};
    CHECK(revisionsOf(right) ==
          Revisions{.problems = 1, .drafts = 5, .firstRight = 0, .wrongToRight = 2, .rightToWrong = 1});
    const std::vector<bool> lost{true, false};
    CHECK(revisionsOf(lost) ==
          Revisions{.problems = 1, .drafts = 2, .firstRight = 1, .wrongToRight = 0, .rightToWrong = 1});
    CHECK(revisionsOf({true}) == Revisions{.problems = 1, .drafts = 1, .firstRight = 1});
    CHECK(revisionsOf({}) == Revisions{});

    Revisions sum = revisionsOf(right);
    sum.add(revisionsOf(lost));
    CHECK(sum == Revisions{.problems = 2, .drafts = 7, .firstRight = 1, .wrongToRight = 2, .rightToWrong = 2});
    CHECK(toJson(sum) ==
          Json{{"problems", 2}, {"drafts", 7}, {"first_right", 1}, {"wrong_to_right", 2}, {"right_to_wrong", 2}});
    CHECK(revisionsFromJson(toJson(sum)).value() == sum);
    const auto lacks = revisionsFromJson({{"problems", 1}});
    REQUIRE(!lacks);
    CHECK(lacks.error().field == "drafts");
}
