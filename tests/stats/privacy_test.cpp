// SPDX-License-Identifier: Apache-2.0
// The numbers of Opacus' tests of its accountant (Apache-2.0, meta-pytorch/opacus @ 88919b6, opacus/tests/
// accountants_test.py and the example of its analysis of Rényi divergences), and sums over whole orders by hand.
#include "core/stats/privacy.h"
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary::stats;

namespace {

std::vector<double> whole(int from, int to) {
    std::vector<double> orders;
    for (int order = from; order <= to; ++order) orders.push_back(order);
    return orders;
}

PrivacySpent spent(std::vector<PrivateSteps> history, double delta, const std::vector<double> &orders) {
    const auto found = privacySpent(history, delta, orders);
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("epsilons are those of Opacus, with orders between the whole ones") {
    const auto found = spent({{1.5, 0.04, 2250}}, 1e-5, renyiOrders());
    CHECK(found.epsilon == doctest::Approx(7.32911117143).epsilon(1e-10));
    CHECK(found.order == doctest::Approx(3.9));
    CHECK(!found.atEdge);
    CHECK(spent({{1, 1e-5, 10}, {3, 1e-4, 4}}, 1e-5, whole(2, 32)).epsilon == doctest::Approx(0.336344).epsilon(1e-5));
    CHECK(std::abs(*noiseMultiplierFor(8, 1e-5, 0.04, 2250) - 1.416) < 5e-5);
    CHECK(std::abs(*noiseMultiplierFor(8, 1e-5, 0.04, 2000) - 1.3562) < 5e-5);
}

TEST_CASE("sums over whole orders") {
    CHECK(*renyiOfStep(0.01, 1, 2) == doctest::Approx(0.000171813422).epsilon(1e-8));
    CHECK(*renyiOfStep(0.01, 1, 8) == doctest::Approx(0.000893643908).epsilon(1e-8));
    CHECK(*renyiOfStep(0.01, 1, 32) == doctest::Approx(11.2462759).epsilon(1e-8));
    CHECK(*renyiOfStep(1, 2, 3) == doctest::Approx(3 / 8.0));
    CHECK(spent({{1, 0.01, 1000}}, 1e-5, whole(2, 63)).epsilon == doctest::Approx(2.10775308).epsilon(1e-8));
    CHECK(spent({{1.5, 0.04, 2250}}, 1e-5, whole(2, 63)).epsilon == doctest::Approx(7.32987677).epsilon(1e-8));
    const auto once = spent({{10, 1, 1}}, 1e-5, whole(2, 63));
    CHECK(once.epsilon == doctest::Approx(0.375291222).epsilon(1e-8));
    CHECK(once.order == 41);
}

TEST_CASE("the moment grows with the order without a break between whole orders and others") {
    for (const double q : {0.001, 0.04, 0.5})
        for (const double sigma : {0.6, 1.5, 8.0})
            for (const double order : {3.0, 7.0, 10.0}) {
                CAPTURE(q);
                CAPTURE(sigma);
                CAPTURE(order);
                const double at = *renyiOfStep(q, sigma, order);
                const double below = *renyiOfStep(q, sigma, order - 1e-4), above = *renyiOfStep(q, sigma, order + 1e-4);
                CHECK(below <= at + 1e-12);
                CHECK(at <= above + 1e-12);
                CHECK(above - below <= 1e-2 * at + 1e-9);
            }
}

TEST_CASE("more steps, a larger share and less noise reveal more; no step reveals next to nothing") {
    const auto of = [](double sigma, double q, std::int64_t steps) {
        return spent({{sigma, q, steps}}, 1e-5, renyiOrders()).epsilon;
    };
    CHECK(of(1, 0.01, 1000) < of(1, 0.01, 2000));
    CHECK(of(1, 0.01, 1000) < of(1, 0.02, 1000));
    CHECK(of(1, 0.01, 1000) < of(0.8, 0.01, 1000));
    CHECK(of(1, 0.01, 0) < 0.2);
    CHECK(spent({{20, 0.001, 10}}, 1e-5, whole(2, 5)).atEdge);
}

TEST_CASE("the noise that is found keeps within the epsilon, and by less than the tolerance") {
    for (const double epsilon : {0.5, 2.0, 8.0}) {
        const auto sigma = noiseMultiplierFor(epsilon, 1e-5, 0.02, 500);
        REQUIRE(sigma);
        const double found = spent({{*sigma, 0.02, 500}}, 1e-5, renyiOrders()).epsilon;
        CHECK(found <= epsilon);
        CHECK(found >= epsilon - 0.01);
    }
}

TEST_CASE("numbers that mean nothing are refused by name") {
    const auto codeOf = [](const auto &result) { return result ? std::string("none") : result.error().field; };
    const auto orders = renyiOrders();
    const auto with = [&](PrivateSteps steps, double delta) { return privacySpent({&steps, 1}, delta, orders); };
    CHECK(codeOf(with({1, 0, 1}, 1e-5)) == "sample_rate");
    CHECK(codeOf(with({1, 1.5, 1}, 1e-5)) == "sample_rate");
    CHECK(codeOf(with({0, 0.1, 1}, 1e-5)) == "noise_multiplier");
    CHECK(codeOf(with({std::nan(""), 0.1, 1}, 1e-5)) == "noise_multiplier");
    CHECK(codeOf(with({1, 0.1, -1}, 1e-5)) == "steps");
    CHECK(codeOf(with({1, 0.1, 1}, 0)) == "delta");
    CHECK(codeOf(with({1, 0.1, 1}, 1)) == "delta");
    CHECK(codeOf(privacySpent({}, 1e-5, {})) == "orders");
    CHECK(codeOf(renyiOfStep(0.1, 1, 1)) == "orders");
    CHECK(codeOf(renyiOfStep(0.1, 1, std::numeric_limits<double>::infinity())) == "orders");
    CHECK(codeOf(noiseMultiplierFor(0, 1e-5, 0.1, 10)) == "epsilon");
    CHECK(noiseMultiplierFor(1e-9, 1e-5, 1, 1'000'000).error().code == "stats.no_noise");
}
