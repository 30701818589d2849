// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/stats/agreement.h"
#include <doctest/doctest.h>

using namespace lapidary::stats;
using doctest::Approx;
using lapidary::Rng;

namespace {

using Ratings = std::vector<std::vector<std::optional<double>>>;

/// A string a rater, a character a unit; a space where one is missing.
Ratings ratingsOf(const std::vector<std::string> &raters) {
    Ratings out;
    for (const auto &rater : raters) {
        out.emplace_back();
        for (const char c : rater) out.back().push_back(c == ' ' ? std::nullopt : std::optional<double>(c - '0'));
    }
    return out;
}

} // namespace

TEST_CASE("Krippendorff's alpha of each scale: the examples of \"Computing Krippendorff's Alpha-Reliability\" (2011)") {
    // Section A: two observers, binary data; they differ in four of ten.
    CHECK(*krippendorff(ratingsOf({"0100000000", "1110010010"}), Scale::Nominal) == Approx(0.095).epsilon(0.005));
    // Section C: four observers, twelve units, missing data.
    const auto c = ratingsOf({"123321412   ", "1233224125 3", " 3332342251 ", "12332441251 "});
    CHECK(*krippendorff(c, Scale::Nominal) == Approx(0.743).epsilon(0.0007));
    CHECK(*krippendorff(c, Scale::Ordinal) == Approx(0.815).epsilon(0.0007));
    CHECK(*krippendorff(c, Scale::Interval) == Approx(0.849).epsilon(0.0007));
}

TEST_CASE("alpha of numbers: what must hold of any") {
    const auto c = ratingsOf({"123321412   ", "1233224125 3", " 3332342251 ", "12332441251 "});
    Ratings shifted = c; // of an interval scale the zero and the unit do not matter; of an ordinal one only the order
    for (auto &rater : shifted)
        for (auto &each : rater)
            if (each) each = *each * 7 - 20;
    CHECK(*krippendorff(shifted, Scale::Interval) == Approx(*krippendorff(c, Scale::Interval)));
    for (auto &rater : shifted)
        for (auto &each : rater)
            if (each) each = *each * *each * *each;
    CHECK(*krippendorff(shifted, Scale::Ordinal) == Approx(*krippendorff(c, Scale::Ordinal)));
    CHECK(*krippendorff(Ratings{c[0], c[0]}, Scale::Interval) == Approx(1));
    CHECK(krippendorff(Ratings{c[0]}, Scale::Nominal).error().code == "stats.empty");
    CHECK(krippendorff(Ratings{{1.0}, {1.0}}, Scale::Ordinal).error().code == "stats.undefined");
    CHECK(krippendorff(Ratings{{1.0}, {1.0, 2.0}}, Scale::Ordinal).error().code == "stats.length");
}

TEST_CASE("bootstrap intervals hold their value, are the same for the same seed, and narrow with the data") {
    Rng rng(3, "test/raters");
    const auto two = [&](std::size_t units) {
        Ratings out(2);
        for (std::size_t i = 0; i < units; ++i) {
            const double truth = static_cast<double>(rng.below(5));
            for (auto &rater : out) rater.push_back(rng.below(4) == 0 ? static_cast<double>(rng.below(5)) : truth);
        }
        return out;
    };
    const auto few = two(30), many = two(1000);
    const auto wide = krippendorffInterval(few, Scale::Interval, {.resamples = 400}),
               narrow = krippendorffInterval(many, Scale::Interval, {.resamples = 400});
    REQUIRE(wide);
    REQUIRE(narrow);
    CHECK(wide->value == Approx(*krippendorff(few, Scale::Interval)));
    CHECK(wide->low < wide->value);
    CHECK(wide->high > wide->value);
    CHECK(narrow->high - narrow->low < (wide->high - wide->low) / 2);
    CHECK(krippendorffInterval(few, Scale::Interval, {.resamples = 400})->low == wide->low);
    CHECK(krippendorffInterval(few, Scale::Interval, {.confidence = 0.5, .resamples = 400})->low > wide->low);
    CHECK(krippendorffInterval(few, Scale::Interval, {.confidence = 1}).error().code == "stats.range");
    CHECK(krippendorffInterval(few, Scale::Interval, {.resamples = 0}).error().code == "stats.range");
}

TEST_CASE("Cohen's kappa with its interval") {
    std::vector<std::string> a, b; // 20 times both yes, 5 yes and no, 10 no and yes, 15 both no
    for (int i = 0; i < 50; ++i) {
        a.push_back(i < 25 ? "yes" : "no");
        b.push_back(i < 20 || (i >= 25 && i < 35) ? "yes" : "no");
    }
    const auto made = cohenKappaInterval(a, b, {.resamples = 2000});
    REQUIRE(made);
    CHECK(made->value == Approx(0.4));
    // Fleiss, Cohen and Everitt (1969): a standard error of 0.127 here; ± 1.96 of it.
    CHECK(made->low == Approx(0.15).epsilon(0.35));
    CHECK(made->high == Approx(0.65).epsilon(0.1));
    CHECK(cohenKappaInterval(a, {}).error().code == "stats.length");
}
