// SPDX-License-Identifier: Apache-2.0
// How sure a model is of a token, by numbers that can be worked out by hand.
#include "core/engine/generate/token_score.h"
#include "tests/support/engine_doctest.h"
#include <cmath>

using namespace lapidary;
using doctest::Approx;

TEST_CASE("the scores of a token are those of its distribution") {
    const std::vector<float> logits{std::log(0.5f), std::log(0.3f), std::log(0.2f)};
    const TokenScore score = tokenScoreOf(logits, 1);
    CHECK(score.logprob == Approx(std::log(0.3)));
    CHECK(score.entropy == Approx(-(0.5 * std::log(0.5) + 0.3 * std::log(0.3) + 0.2 * std::log(0.2))));
    CHECK(score.margin == Approx(0.2));
    const double mean = (std::log(0.5) + std::log(0.3) + std::log(0.2)) / 3;
    CHECK(score.confidence == Approx(-mean));                // fewer than 20 tokens: all of them
    CHECK(score.certainty == Approx(-std::log(3.0) - mean)); // KL(uniform || p)
    CHECK(tokenScoreOf(std::vector<float>(7, 2.5f), 0).certainty == Approx(0).epsilon(1e-6));
}

TEST_CASE("confidence is the mean of the 20 likeliest tokens alone") {
    std::vector<float> logits(50, -30.0f);
    for (std::size_t t = 0; t < 20; ++t) logits[(t * 7) % 50] = 0.0f;
    CHECK(tokenScoreOf(logits, 0).confidence == Approx(std::log(20.0)).epsilon(1e-4));
    CHECK(tokenScoreOf(logits, 0).margin == Approx(0));
}

TEST_CASE("tokens have ranks, and of equals the first comes first") {
    const std::vector<float> logits{1, 4, 4, -2, 3};
    CHECK(tokenOfRank(logits, 0) == 1);
    CHECK(tokenOfRank(logits, 1) == 2);
    CHECK(tokenOfRank(logits, 2) == 4);
    CHECK(tokenOfRank(logits, 3) == 0);
    CHECK(tokenOfRank(logits, 4) == 3);
    CHECK(tokenOfRank(logits, 9) == 3);
}
