// SPDX-License-Identifier: Apache-2.0
#include "core/stats/linear_ratings.h"
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary::stats;
using doctest::Approx;

namespace {
using Won = std::vector<std::vector<double>>;
}

TEST_CASE("before any duel a linear Bradley-Terry model knows its prior") {
    const auto fitted = linearBradleyTerry({}, 2, 4);
    REQUIRE(fitted);
    CHECK(fitted->weights == std::vector<double>{0, 0});
    CHECK(fitted->covariance == std::vector<double>{0.25, 0, 0, 0.25});
    const std::vector<double> far{4, 0}, none{0, 0};
    CHECK(fitted->gain(far) == Approx(0.5 * std::log(2.0))); // half a bit: p(1-p) 16/4 = 1
    CHECK(fitted->gain(none) == 0);
}

TEST_CASE("one feature: w (1 + e^w) = 1 after a duel, and 0 after one each way") {
    const auto once = linearBradleyTerry(Won{{1}}, 1, 1);
    REQUIRE(once);
    CHECK(once->weights[0] == Approx(0.40105814).epsilon(1e-7));
    CHECK(once->covariance[0] == Approx(0.80631473).epsilon(1e-7));
    CHECK(once->odds(std::vector<double>{2.0}) == Approx(0.80211628).epsilon(1e-7));
    const auto both = linearBradleyTerry(Won{{1}, {-1}}, 1, 1);
    REQUIRE(both);
    CHECK(both->weights[0] == Approx(0).epsilon(1e-9));
    CHECK(both->covariance[0] == Approx(1 / 1.5));
    const std::vector<double> again{1}; // less is left to learn of what was seen twice
    CHECK(both->gain(again) < once->gain(again));
    CHECK(once->gain(again) < linearBradleyTerry({}, 1, 1)->gain(again));
}

TEST_CASE("two features: as numpy solves the same equations") {
    const auto fitted = linearBradleyTerry(Won{{1, 0.5}, {-0.5, 1}, {2, -1}, {1, 0}}, 2, 0.5);
    REQUIRE(fitted);
    CHECK(fitted->weights[0] == Approx(1.12384583).epsilon(1e-7));
    CHECK(fitted->weights[1] == Approx(0.7357049).epsilon(1e-7));
    const double expected[] = {0.73444954, 0.27149461, 0.27149461, 1.17146254};
    for (std::size_t i = 0; i < 4; ++i) CHECK(fitted->covariance[i] == Approx(expected[i]).epsilon(1e-7));
    const std::vector<double> next{1, -2};
    CHECK(fitted->odds(next) == Approx(-0.34756397).epsilon(1e-7));
    CHECK(fitted->gain(next) == Approx(0.3592865292).epsilon(1e-7));
}

TEST_CASE("duels that one side always wins have finite weights, far ones too") {
    const auto fitted = linearBradleyTerry(Won(500, {300, -300}), 2, 1e-3);
    REQUIRE(fitted);
    for (const double each : fitted->weights) CHECK(std::isfinite(each));
    CHECK(fitted->odds(std::vector<double>{300.0, -300.0}) > 10);
}

TEST_CASE("what cannot be fitted is told") {
    CHECK(linearBradleyTerry(Won{{1, 2}}, 1, 1).error().code == "stats.length");
    CHECK(linearBradleyTerry({}, 1, 0).error().code == "stats.range");
    CHECK(linearBradleyTerry({}, 0, 1).error().code == "stats.range");
    CHECK(linearBradleyTerry(Won{{std::numeric_limits<double>::quiet_NaN()}}, 1, 1).error().code == "stats.range");
}
