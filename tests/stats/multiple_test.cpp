// SPDX-License-Identifier: Apache-2.0
// Values by hand, and those that R's p.adjust(p, "holm") gives.
#include "core/stats/multiple.h"
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary::stats;
using doctest::Approx;

namespace {

void checkHolm(const std::vector<double> &p, const std::vector<double> &wanted) {
    const auto corrected = holm(p);
    REQUIRE(corrected);
    REQUIRE(corrected->size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK((*corrected)[i] == Approx(wanted[i]).epsilon(1e-12));
}

} // namespace

TEST_CASE("Holm's correction steps down and never falls") {
    checkHolm({0.01, 0.04, 0.03, 0.005}, {0.03, 0.06, 0.06, 0.02}); // .005·4, .01·3, .03·2, max(.03·2, .04·1)
    checkHolm({0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205},
              {0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234});
    checkHolm({0.02}, {0.02}); // one look needs no correction
    checkHolm({0.5, 0.9, 0.6}, {1, 1, 1});
    checkHolm({0.01, 0.01, 0.01}, {0.03, 0.03, 0.03});
    checkHolm({0, 1}, {0, 1});
}

TEST_CASE("a corrected value is at least the plain one and keeps the order") {
    const std::vector<double> p{0.2, 0.0004, 0.03, 0.0499, 0.011, 0.8, 0.0004};
    const auto corrected = holm(p);
    REQUIRE(corrected);
    for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK((*corrected)[i] >= p[i]);
        for (std::size_t j = 0; j < p.size(); ++j)
            if (p[i] < p[j]) CHECK((*corrected)[i] <= (*corrected)[j]);
    }
}

TEST_CASE("what is no probability is refused") {
    CHECK(holm({}).error().code == "stats.empty");
    for (const double bad : {-0.1, 1.1, std::nan(""), std::numeric_limits<double>::infinity()}) {
        const std::vector<double> p{0.5, bad};
        CHECK(holm(p).error().code == "stats.range");
    }
}
