// SPDX-License-Identifier: Apache-2.0
#include "core/text/judge.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("a rating is the number behind the last mark, from 1 to 10") {
    CHECK(ratingOf("It is right.\nRating: 8") == 0.8);
    CHECK(ratingOf("Rating: 2 at first sight. But no:\n**Rating:** 9") == 0.9);
    CHECK(ratingOf("Rating: [[7.5]]") == 0.75);
    CHECK(ratingOf("Rating: **10**") == 1.0);
    for (const char *none :
         {"", "8", "Rating:", "Rating: good", "Rating: 0", "Rating: 11", "Rating: -3", "Rating: nan"}) {
        CAPTURE(none);
        CHECK(!ratingOf(none));
    }
}

TEST_CASE("the question and the answer stand in the judge's prompt as material") {
    const std::string prompt = judgePrompt("2+2?", "It is 4.");
    CHECK(prompt.find("<question>\n2+2?\n</question>") != std::string::npos);
    CHECK(prompt.find("<answer>\nIt is 4.\n</answer>") != std::string::npos);
    CHECK(prompt.ends_with("Rating: 7"));
}
