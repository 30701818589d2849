// SPDX-License-Identifier: Apache-2.0
// Values by hand, from the papers' own examples, or by counting every case.
#include "core/base/rng.h"
#include "core/stats/agreement.h"
#include "core/stats/calibration.h"
#include "core/stats/paired.h"
#include "core/stats/ratings.h"
#include "core/stats/samples.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <vector>

using namespace lapidary;
using namespace lapidary::stats;
using doctest::Approx;

namespace {

template <class T> std::string codeOf(const Result<T> &result) {
    return result ? "" : result.error().code;
}

/// The mean of `value` over all subsets of k of n.
template <class Value> double overSubsets(int n, int k, Value value) {
    double sum = 0, count = 0;
    for (unsigned mask = 0; mask < 1u << n; ++mask) {
        if (__builtin_popcount(mask) != k) continue;
        sum += value(mask);
        ++count;
    }
    return sum / count;
}

} // namespace

TEST_CASE("Wilson's interval") {
    const auto interval = wilson(8, 10);
    REQUIRE(interval);
    CHECK(interval->value == 0.8);
    CHECK(interval->low == Approx(0.4901625).epsilon(1e-6));
    CHECK(interval->high == Approx(0.9433178).epsilon(1e-6));
    CHECK(wilson(10, 10)->high == 1);
    CHECK(wilson(10, 10)->low == Approx(10 / (10 + 3.8414588)).epsilon(1e-7)); // n / (n + z²)
    CHECK(wilson(0, 10)->low == 0);
    CHECK(wilson(5, 10, 0.5)->high < wilson(5, 10, 0.99)->high);
}

TEST_CASE("the exact interval says what the binomial distribution says") {
    const auto interval = clopperPearson(8, 10);
    REQUIRE(interval);
    CHECK(interval->low == Approx(0.4439045).epsilon(1e-6));
    CHECK(interval->high == Approx(0.9747893).epsilon(1e-6));
    CHECK(clopperPearson(0, 10)->high == Approx(1 - std::pow(0.025, 0.1)).epsilon(1e-9)); // (1-p)^n = α/2
    CHECK(clopperPearson(10, 10)->low == Approx(std::pow(0.025, 0.1)).epsilon(1e-9));
    CHECK(clopperPearson(0, 10)->low == 0);
    CHECK(clopperPearson(10, 10)->high == 1);
}

TEST_CASE("impossible proportions are refused") {
    CHECK(codeOf(wilson(0, 0)) == "stats.empty");
    CHECK(codeOf(clopperPearson(0, 0)) == "stats.empty");
    CHECK(codeOf(wilson(11, 10)) == "stats.range");
    CHECK(codeOf(wilson(-1, 10)) == "stats.range");
    CHECK(codeOf(wilson(0, -1)) == "stats.range");
    for (double confidence : {0.0, 1.0, -1.0, std::nan("")}) CHECK(codeOf(wilson(1, 2, confidence)) == "stats.range");
}

TEST_CASE("McNemar's test, exact") {
    const auto test = mcnemar(2, 10);
    REQUIRE(test);
    CHECK(test->p == Approx(2 * (1 + 12 + 66) / 4096.0));
    CHECK(test->midP == Approx((2 * (1 + 12 + 66) - 66) / 4096.0));
    CHECK(mcnemar(10, 2)->p == Approx(test->p));
    CHECK(mcnemar(0, 0)->p == 1);
    CHECK(mcnemar(7, 7)->p == 1);
    CHECK(mcnemar(0, 5)->p == Approx(2 / 32.0));
    CHECK(codeOf(mcnemar(-1, 5)) == "stats.range");
    const bool a[] = {true, true, false, false}, b[] = {true, false, true, true};
    const std::span<const bool> whole(a), none;
    const auto paired = mcnemar(whole, b);
    REQUIRE(paired);
    CHECK(paired->aOnly == 1);
    CHECK(paired->bOnly == 2);
    CHECK(codeOf(mcnemar(whole, std::span<const bool>(b, 3))) == "stats.length");
    CHECK(codeOf(mcnemar(none, none)) == "stats.empty");
}

TEST_CASE("the smallest difference that a paired test can show") {
    // Connor (1987) by hand: n d^2 = (1.959964 sqrt .3 + .841621 sqrt(.3 - d^2))^2
    const auto d = smallestDifference(400, 0.3);
    REQUIRE(d);
    REQUIRE(*d);
    CHECK(400 * **d * **d ==
          Approx(std::pow(1.959963985 * std::sqrt(0.3) + 0.841621234 * std::sqrt(0.3 - **d * **d), 2)));
    CHECK(**d == Approx(0.0762).epsilon(0.002));
    CHECK(**smallestDifference(400, 0.3, 0.05 / 45) > **d); // many looks see less
    CHECK(**smallestDifference(1600, 0.3) == Approx(**d / 2).epsilon(0.01));
    CHECK(!*smallestDifference(10, 0.3)); // not even three of three
    CHECK(codeOf(smallestDifference(0, 0.3)) == "stats.empty");
    for (double wrong : {0.0, 1.5, -0.1, std::nan("")}) CHECK(codeOf(smallestDifference(10, wrong)) == "stats.range");
    for (double wrong : {0.0, 1.0, std::nan("")}) {
        CHECK(codeOf(smallestDifference(10, 0.3, wrong)) == "stats.range");
        CHECK(codeOf(smallestDifference(10, 0.3, 0.05, wrong)) == "stats.range");
    }
    // By simulation: arms that differ by so much are told apart in about 80 % of experiments (McNemar's mid-p).
    Rng rng(11, "power");
    int seen = 0;
    constexpr int kTimes = 2000;
    for (int time = 0; time < kTimes; ++time) {
        std::int64_t a = 0, b = 0;
        for (int i = 0; i < 400; ++i) {
            const double u = rng.uniform();
            a += u < (0.3 - **d) / 2;
            b += u >= (0.3 - **d) / 2 && u < 0.3;
        }
        seen += mcnemar(a, b)->midP < 0.05;
    }
    CHECK(seen / double(kTimes) == Approx(0.8).epsilon(0.04));
}

TEST_CASE("the paired bootstrap") {
    std::vector<double> a(200), b(200);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = i % 2;
        b[i] = i % 2 || i % 3 == 0;
    }
    const auto first = pairedBootstrap(a, b, 1, 4000), again = pairedBootstrap(a, b, 1, 4000);
    REQUIRE(first);
    CHECK(first->difference.value == Approx(34 / 200.0)); // even multiples of three below 200
    CHECK(first->difference.low == again->difference.low);
    CHECK(first->difference.high == again->difference.high);
    const double share = 0.17, half = 1.96 * std::sqrt(share * (1 - share) / 200); // what the normal distribution says
    CHECK(first->difference.low == Approx(share - half).epsilon(0.08));
    CHECK(first->difference.high == Approx(share + half).epsilon(0.05));
    CHECK(first->p == Approx(1 / 4001.0));
    CHECK(pairedBootstrap(a, a, 1, 100)->p == 1);
    CHECK(codeOf(pairedBootstrap(a, {}, 1)) == "stats.length");
    CHECK(codeOf(pairedBootstrap({}, {}, 1)) == "stats.empty");
    CHECK(codeOf(pairedBootstrap(a, b, 1, 0)) == "stats.range");
    CHECK(codeOf(pairedBootstrap(a, b, 1, 10, 1)) == "stats.range");
    a[0] = std::nan("");
    CHECK(codeOf(pairedBootstrap(a, b, 1)) == "stats.range");
}

TEST_CASE("pass@k without bias") {
    CHECK(*passAtK(10, 3, 5) == Approx(1 - 21 / 252.0)); // 1 - C(7,5)/C(10,5)
    CHECK(*passAtK(10, 3, 1) == Approx(0.3));
    CHECK(*passAtK(16, 3, 1) == Approx(0.1875));
    CHECK(*passAtK(16, 3, 4) == Approx(0.607143).epsilon(1e-6));
    CHECK(*passAtK(16, 3, 8) == Approx(0.9));
    CHECK(*passAtK(10, 0, 10) == 0);
    CHECK(*passAtK(10, 10, 1) == 1);
    CHECK(*passAtK(10, 1, 10) == 1);
    CHECK(*passAtK(100000, 10, 1000) == Approx(1 - std::pow(0.99, 10)).epsilon(0.01)); // nothing overflows
    CHECK(codeOf(passAtK(0, 0, 1)) == "stats.empty");
    CHECK(codeOf(passAtK(5, 2, 6)) == "stats.range");
    CHECK(codeOf(passAtK(5, 2, 0)) == "stats.range");
    CHECK(codeOf(passAtK(5, 6, 2)) == "stats.range");
}

TEST_CASE("the vote among k samples, against all subsets") {
    const std::vector<Sample> samples = {{"1", false}, {"2", true},  {"2", true}, {std::nullopt, false},
                                         {"3", false}, {"1", false}, {"2", true}};
    const auto vote = [&](unsigned mask) {
        int votes[4] = {};
        for (unsigned i = 0; i < 7; ++i)
            if (mask >> i & 1 && samples[i].answer) ++votes[(*samples[i].answer)[0] - '0'];
        const int most = std::max({votes[1], votes[2], votes[3]});
        const int winners = (votes[1] == most) + (votes[2] == most) + (votes[3] == most);
        return most > 0 && votes[2] == most ? 1.0 / winners : 0.0;
    };
    for (int k = 1; k <= 7; ++k) CHECK(*majorityAtK(samples, k) == Approx(overSubsets(7, k, vote)));
    std::vector<Sample> many;
    for (int i = 0; i < 60; ++i) many.push_back({std::to_string(i % 3 == 0), i % 3 == 0});
    CHECK(*majorityAtK(many, 5) == Approx(0.2011).epsilon(1e-3)); // hypergeometric: 3 or more of 5 from 20 of 60
    CHECK(*majorityAtK(many, 60) == 0);
    while (many.size() < 300) many.push_back({std::to_string(many.size() % 3 == 0), many.size() % 3 == 0});
    CHECK(*majorityAtK(many, 5, 3) == *majorityAtK(many, 5, 3)); // drawn: the same seed, the same number
    CHECK(*majorityAtK(many, 5, 3) == Approx(0.2081).epsilon(0.06));
    CHECK(*majorityAtK(std::vector<Sample>{{std::nullopt, false}}, 1) == 0);
    CHECK(codeOf(majorityAtK({}, 1)) == "stats.empty");
    CHECK(codeOf(majorityAtK(samples, 8)) == "stats.range");
    CHECK(codeOf(majorityAtK(samples, 2, 0, 0)) == "stats.range");
}

TEST_CASE("the best of k samples, against all subsets") {
    const std::vector<Sample> samples = {{{}, true, 3},  {{}, false, 5}, {{}, true, 5},
                                         {{}, false, 1}, {{}, true, 0},  {{}, false, 3}};
    const auto best = [&](unsigned mask) {
        double highest = -1, count = 0, right = 0;
        for (unsigned i = 0; i < 6; ++i) {
            if (!(mask >> i & 1) || samples[i].score < highest) continue;
            if (samples[i].score > highest) highest = samples[i].score, count = right = 0;
            ++count;
            right += samples[i].correct;
        }
        return right / count;
    };
    for (int k = 1; k <= 6; ++k) CHECK(*bestOfK(samples, k) == Approx(overSubsets(6, k, best)));
    CHECK(codeOf(bestOfK(samples, 7)) == "stats.range");
    CHECK(codeOf(bestOfK({}, 1)) == "stats.empty");
    CHECK(codeOf(bestOfK(std::vector<Sample>{{{}, true, std::nan("")}}, 1)) == "stats.range");
}

TEST_CASE("Cohen's kappa") {
    std::vector<std::string> a, b; // 20 times both yes, 5 yes and no, 10 no and yes, 15 both no
    for (int i = 0; i < 50; ++i) {
        a.push_back(i < 25 ? "yes" : "no");
        b.push_back(i < 20 || (i >= 25 && i < 35) ? "yes" : "no");
    }
    CHECK(*cohenKappa(a, b) == Approx(0.4));
    CHECK(*cohenKappa(a, a) == Approx(1));
    const std::vector<std::string> same(3, "yes");
    CHECK(codeOf(cohenKappa(same, same)) == "stats.undefined");
    CHECK(codeOf(cohenKappa(a, same)) == "stats.length");
    CHECK(codeOf(cohenKappa({}, {})) == "stats.empty");
}

TEST_CASE("Krippendorff's alpha: the example of his paper") {
    std::vector<std::vector<std::optional<std::string>>> ratings;
    for (const std::string observer : {"123321412   ", "1233224125 3", " 3332342251 ", "12332441251 "}) {
        ratings.emplace_back();
        for (char c : observer) ratings.back().push_back(c == ' ' ? std::nullopt : std::optional(std::string(1, c)));
    }
    CHECK(*krippendorff(ratings) == Approx(0.743).epsilon(0.001));
    CHECK(*krippendorff(std::vector<std::vector<std::optional<std::string>>>{ratings[0], ratings[0]}) == Approx(1));
    CHECK(codeOf(krippendorff(std::span(ratings).first(1))) == "stats.empty");
    CHECK(codeOf(krippendorff({})) == "stats.empty");
    CHECK(codeOf(krippendorff(std::vector<std::vector<std::optional<std::string>>>{{"1"}, {"1"}})) ==
          "stats.undefined");
    ratings[1].pop_back();
    CHECK(codeOf(krippendorff(ratings)) == "stats.length");
}

TEST_CASE("Bradley-Terry strengths") {
    const auto two = bradleyTerry(std::vector<Duel>{{"a", "b", 3}, {"b", "a", 1}});
    REQUIRE(two);
    CHECK((*two)[0].strength == Approx(std::log(3) / 2));
    CHECK((*two)[0].elo - (*two)[1].elo == Approx(400 * std::log10(3.0)));
    std::vector<Duel> duels; // counts that fit strengths 1 : 2 : 4 exactly
    const double weight[] = {1, 2, 4};
    const char *names[] = {"x", "y", "z"};
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            if (i != j) duels.push_back({names[i], names[j], 30 * weight[i] / (weight[i] + weight[j])});
    const auto three = bradleyTerry(duels);
    REQUIRE(three);
    CHECK((*three)[2].strength - (*three)[0].strength == Approx(std::log(4)));
    CHECK(std::abs((*three)[0].strength + (*three)[1].strength + (*three)[2].strength) < 1e-9);
    CHECK(codeOf(bradleyTerry({})) == "stats.empty");
    CHECK(codeOf(bradleyTerry(std::vector<Duel>{{"a", "b", 3}})) == "stats.undefined");
    CHECK(codeOf(bradleyTerry(std::vector<Duel>{{"a", "b"}, {"b", "a"}, {"c", "d"}, {"d", "c"}})) == "stats.undefined");
    CHECK(codeOf(bradleyTerry(std::vector<Duel>{{"a", "a"}})) == "stats.range");
    CHECK(codeOf(bradleyTerry(std::vector<Duel>{{"a", "b", -1}})) == "stats.range");
}

TEST_CASE("expected calibration error") {
    const std::vector<double> confidence = {0.95, 0.95, 0.55, 0.65, 0, 1};
    const bool correct[] = {true, false, true, true, false, true};
    const auto result = calibration(confidence, correct, 10);
    REQUIRE(result);
    // (0.5, 0.6]: gap 0.45; (0.6, 0.7]: 0.35; (0.9, 1]: 2 of 3 right at 0.9667, gap 0.3; [0, 0.1]: 0
    CHECK(result->ece == Approx((0.45 + 0.35 + 3 * 0.3) / 6));
    CHECK(result->mce == Approx(0.45));
    CHECK(result->bins[0].count == 1);
    CHECK(result->bins[9].count == 3);
    CHECK(codeOf(calibration(confidence, std::span<const bool>(correct, 5))) == "stats.length");
    CHECK(codeOf(calibration({}, {})) == "stats.empty");
    CHECK(codeOf(calibration(std::vector<double>{1.5}, std::span<const bool>(correct, 1))) == "stats.range");
    CHECK(codeOf(calibration(confidence, correct, 0)) == "stats.range");
}
