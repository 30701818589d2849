// SPDX-License-Identifier: Apache-2.0
#include "core/stats/calibration.h"
#include "core/stats/score_calibration.h"
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary::stats;

namespace {

template <class T> std::string codeOf(const T &result) {
    return result ? "" : result.error().code;
}

double logitOf(double p) {
    return std::log(p / (1 - p));
}

} // namespace

TEST_CASE("the temperature of scores of one size is what makes their share of right ones") {
    // ±3, of which 4 of 5 are right: σ(3 / T) = 0.8.
    const double logits[] = {3, 3, 3, 3, 3, -3, -3, -3, -3, -3};
    const bool correct[] = {true, true, true, true, false, false, false, false, false, true};
    CHECK(*fitTemperature(logits, correct) == doctest::Approx(3 / logitOf(0.8)).epsilon(1e-12));
    // Two sizes: Σ logit (correct - σ(logit / T)) = 0 at what was found.
    const double two[] = {1, 1, 1, 4, 4, 4};
    const bool right[] = {true, false, true, true, true, false};
    const double T = *fitTemperature(two, right);
    double slope = 0;
    for (int i = 0; i < 6; ++i) slope += two[i] * ((right[i] ? 1 : 0) - 1 / (1 + std::exp(-two[i] / T)));
    CHECK(std::abs(slope) < 1e-9);
}

TEST_CASE("scores that verdicts follow without an exception, or that say nothing, have no temperature") {
    const double logits[] = {2, -2};
    const bool follow[] = {true, false}, against[] = {false, true}, half[] = {true, true};
    CHECK(codeOf(fitTemperature(logits, follow)) == "stats.no_temperature");
    CHECK(codeOf(fitTemperature(logits, against)) == "stats.no_temperature");
    CHECK(codeOf(fitTemperature(logits, half)) == "stats.no_temperature"); // as many right below 0 as above
    const double endless[] = {std::numeric_limits<double>::infinity(), 1};
    CHECK(codeOf(fitTemperature(endless, follow)) == "stats.range");
    CHECK(codeOf(fitTemperature({}, {})) == "stats.empty");
    CHECK(codeOf(fitTemperature({logits, 1}, follow)) == "stats.length");
}

TEST_CASE("an isotonic fit pools what falls") {
    const double scores[] = {3, 1, 2, 5, 4}; // in order: 1 0 1 0 1
    const bool correct[] = {true, true, false, true, false};
    const auto steps = *isotonicFit(scores, correct);
    REQUIRE(steps.size() == 2); // 0.5 (twice two pooled), 1
    CHECK(steps[0].from == 1);
    CHECK(steps[0].value == 0.5);
    CHECK(steps[1].from == 5);
    CHECK(steps[1].value == 1);
    CHECK(isotonicValue(steps, -7) == 0.5);
    CHECK(isotonicValue(steps, 4.999) == 0.5);
    CHECK(isotonicValue(steps, 5) == 1);
}

TEST_CASE("equal scores get one value, whatever their order") {
    const double scores[] = {1, 1, 1, 2};
    const bool wrongFirst[] = {false, true, true, true}, wrongLast[] = {true, true, false, true};
    for (const auto &correct : {wrongFirst, wrongLast}) {
        const auto steps = *isotonicFit(scores, {correct, 4});
        REQUIRE(steps.size() == 2);
        CHECK(steps[0].value == doctest::Approx(2.0 / 3));
        CHECK(steps[1].value == 1);
    }
}

TEST_CASE("the floor of a calibration error is what chance gives a predictor that is right") {
    const double one[] = {0.5}, two[] = {0.5, 0.5}, sure[] = {0, 1, 1}, mixed[] = {0.9, 0.8};
    CHECK(*calibrationFloor(one, 1) == doctest::Approx(0.5));
    CHECK(*calibrationFloor(two, 1) == doctest::Approx(0.25)); // (¼·1 + ½·0 + ¼·1) / 2
    CHECK(*calibrationFloor(sure, 10) == 0);
    // X of 0, 1, 2 with .02, .26, .72 around 1.7; apart: (.18 + .32) / 2.
    CHECK(*calibrationFloor(mixed, 1) == doctest::Approx((0.02 * 1.7 + 0.26 * 0.7 + 0.72 * 0.3) / 2));
    CHECK(*calibrationFloor(mixed, 10) == doctest::Approx((0.18 + 0.32) / 2));
    CHECK(codeOf(calibrationFloor({}, 10)) == "stats.empty");
    CHECK(codeOf(calibrationFloor(one, 0)) == "stats.range");
}

TEST_CASE("the floor is the mean error over all verdicts that such a predictor can meet") {
    const double p[] = {0.1, 0.35, 0.4, 0.75, 0.8, 0.95};
    double mean = 0;
    for (unsigned verdicts = 0; verdicts < 64; ++verdicts) {
        bool correct[6];
        double chance = 1;
        for (unsigned i = 0; i < 6; ++i) {
            correct[i] = (verdicts >> i) & 1u;
            chance *= correct[i] ? p[i] : 1 - p[i];
        }
        mean += chance * calibration(p, correct, 3)->ece;
    }
    CHECK(*calibrationFloor(p, 3) == doctest::Approx(mean).epsilon(1e-12));
}

TEST_CASE("a verifier that errs sets a ceiling to best of n") {
    CHECK(*verifiedCeiling(0.3, 0.9, 0.1) == doctest::Approx(0.794).epsilon(0.001));
    CHECK(*verifiedCeiling(0.3, 0.9, 0.3) == doctest::Approx(0.5625));
    CHECK(*verifiedCeiling(0.1, 0.9, 0.1) == doctest::Approx(0.5));
    CHECK(*verifiedCeiling(0.3, 0, 0) == 0.3); // nothing is ever accepted
    CHECK(*verifiedCeiling(0.3, 1, 0) == 1);
    const double expected[][2] = {{1, 0.300}, {2, 0.468}, {4, 0.652}, {8, 0.767}, {16, 0.793}};
    for (const auto &[n, accuracy] : expected)
        CHECK(std::abs(*verifiedBestOfN(0.3, 0.9, 0.1, static_cast<std::int64_t>(n)) - accuracy) < 0.0006);
    CHECK(*verifiedBestOfN(0.3, 0, 0, 8) == doctest::Approx(0.3));
    CHECK(*verifiedBestOfN(0.3, 1, 1, 8) == doctest::Approx(0.3));
    CHECK(*verifiedBestOfN(0.5, 1, 0, 3) == doctest::Approx(1 - 1.0 / 8)); // pass@3
    CHECK(codeOf(verifiedBestOfN(0.3, 0.9, 0.1, 0)) == "stats.range");
    CHECK(codeOf(verifiedBestOfN(1.3, 0.9, 0.1, 1)) == "stats.range");
    CHECK(codeOf(verifiedCeiling(0.3, -0.1, 0.1)) == "stats.range");
}

TEST_CASE("best of n behind a verifier is what counting all draws gives") {
    const double p = 0.4, t = 0.7, f = 0.2;
    double accuracy = 0; // of three answers, each right or wrong and accepted or not
    for (int draw = 0; draw < 64; ++draw) {
        double chance = 1, accepted = 0, acceptedRight = 0, right = 0;
        for (int i = 0; i < 3; ++i) {
            const bool isRight = (draw >> (2 * i)) & 1, isAccepted = (draw >> (2 * i + 1)) & 1;
            const double rate = isRight ? t : f;
            chance *= (isRight ? p : 1 - p) * (isAccepted ? rate : 1 - rate);
            accepted += isAccepted, acceptedRight += isAccepted && isRight, right += isRight;
        }
        accuracy += chance * (accepted > 0 ? acceptedRight / accepted : right / 3);
    }
    CHECK(*verifiedBestOfN(p, t, f, 3) == doctest::Approx(accuracy).epsilon(1e-12));
}
