// SPDX-License-Identifier: Apache-2.0
// Replays of stored samples, counted out by hand over all orders, and against the closed forms.
#include "core/stats/replay.h"
#include "core/stats/samples.h"
#include "core/stats/score_calibration.h"
#include <array>
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::stats;
using doctest::Approx;
using Stop = ReplayRule::Stop;

namespace {

constexpr std::int64_t kRight = 0, kWrong = 1;

std::vector<ReplaySample> samplesOf(const std::vector<std::int64_t> &answers, double tokens = 1) {
    std::vector<ReplaySample> out;
    for (const auto answer : answers) out.push_back({.answer = answer, .correct = answer == kRight, .tokens = tokens});
    return out;
}

Replayed one(const std::vector<ReplaySample> &samples, std::int64_t most, const ReplayRule &rule) {
    const auto out = replay(samples, std::array{most}, rule);
    REQUIRE(out);
    return out->front();
}

std::string fieldOf(const Result<std::vector<Replayed>> &result) {
    return result ? "" : result.error().field;
}

} // namespace

TEST_CASE("a vote that nothing stops is the expectation over all subsets") {
    const auto samples = samplesOf({kRight, kRight, kWrong});
    CHECK(one(samples, 1, {}).right == Approx(2.0 / 3));
    CHECK(one(samples, 2, {}).right == Approx(2.0 / 3)); // one pair agrees, two tie
    CHECK(one(samples, 3, {}).right == 1);
    CHECK(one(samples, 2, {}).samples == 2);
    const auto silent = samplesOf({kRight, -1, -1, kWrong, kWrong});
    for (std::int64_t k = 1; k <= 5; ++k) {
        std::vector<Sample> plain;
        for (const auto &each : silent)
            plain.push_back(
                {each.answer < 0 ? std::nullopt : std::optional(std::to_string(each.answer)), each.correct});
        CHECK(one(silent, k, {}).right == Approx(*majorityAtK(plain, k)));
    }
}

TEST_CASE("agreement stops at the first window of one answer and takes it") {
    const ReplayRule rule{.stop = Stop::Agreement, .window = 2};
    // Two right, three wrong. The first pair is right with 1/10, wrong with 3/10, mixed with 6/10; the second pair is
    // then wrong with 1/3, and otherwise all four tie.
    const auto samples = samplesOf({kRight, kRight, kWrong, kWrong, kWrong});
    CHECK(one(samples, 4, rule).right == Approx(0.1 + 0.6 * 2 / 3 * 0.5));
    CHECK(one(samples, 4, rule).samples == Approx(0.4 * 2 + 0.6 * 4));
    CHECK(one(samples, 3, rule).right == Approx(0.1 + 0.6 / 3)); // the third stands in no window: all vote
    CHECK(one(samples, 3, rule).samples == Approx(0.4 * 2 + 0.6 * 3));
    const auto mute = samplesOf({-1, -1, kRight});
    CHECK(one(mute, 3, rule).samples == 3); // who says nothing agrees with nobody
    CHECK(one(mute, 3, rule).right == 1);
}

TEST_CASE("a window that agrees decides against the votes before it") {
    const ReplayRule rule{.stop = Stop::Agreement, .window = 2};
    auto samples = samplesOf({kRight, 2, kWrong, kWrong});
    samples[0].weight = 10;
    // The first pair is of two wrong ones with 1/6, the last with 1/6; else all vote, and the heavy right one wins.
    CHECK(one(samples, 4, rule).right == Approx(4.0 / 6));
    CHECK(one(samples, 4, rule).samples == Approx(2.0 / 6 + 4 * 5.0 / 6));
}

TEST_CASE("a lead stops where it is sure, and costs what was drawn until then") {
    auto samples = samplesOf({kRight, kRight, kWrong});
    samples[0].tokens = 10, samples[1].tokens = 20, samples[2].tokens = 3;
    const ReplayRule rule{.stop = Stop::Lead, .threshold = 0.8}; // 2 : 0 is sure by 7/8, 1 : 0 by 3/4
    const auto replayed = one(samples, 3, rule);
    CHECK(replayed.right == 1);
    CHECK(replayed.samples == Approx((2 + 3 + 3) / 3.0));
    CHECK(replayed.tokens == Approx((30 + 33 + 33) / 3.0));
    CHECK(one(samples, 3, {.stop = Stop::Lead, .threshold = 0.7}).samples == 1);
    CHECK(one(samples, 3, {.stop = Stop::Lead, .threshold = 0.7}).right == Approx(2.0 / 3));
    CHECK(one(samples, 3, {.stop = Stop::Lead, .threshold = 0.7, .window = 2}).samples == Approx(8.0 / 3));
}

TEST_CASE("what is decided loses nothing") {
    const ReplayRule rule{.stop = Stop::Decided};
    CHECK(one(samplesOf({kRight, kRight, kWrong}), 3, rule).samples == Approx(8.0 / 3));
    CHECK(one(samplesOf({kRight, kRight, kWrong}), 2, rule).samples == 2); // 1 : 0 with one to come may tie
    const auto samples = samplesOf({kRight, kRight, kRight, kWrong, 2});
    for (std::int64_t k = 1; k <= 5; ++k) CHECK(one(samples, k, rule).right == Approx(one(samples, k, {}).right));
    CHECK(one(samples, 5, rule).samples < 5);
}

TEST_CASE("votes weigh, and equal sums tie") {
    auto samples = samplesOf({kRight, kRight, kWrong});
    samples[0].weight = 0.2, samples[1].weight = 0.3, samples[2].weight = 0.6;
    CHECK(one(samples, 3, {}).right == 0);
    CHECK(one(samples, 2, {}).right == Approx(1.0 / 3));
    samples[0].weight = 0.1, samples[1].weight = 0.2, samples[2].weight = 0.3; // 0.1 + 0.2 is not 0.3 in binary
    CHECK(one(samples, 3, {}).right == 0.5);
}

TEST_CASE("the highest of a replay is bestOfK") {
    auto samples = samplesOf({kRight, kRight, kWrong, kWrong, kRight});
    const double scores[] = {1, 3, 2, 3, -std::numeric_limits<double>::infinity()};
    std::vector<Sample> plain;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].score = scores[i];
        if (std::isinf(scores[i])) samples[i].correct = false; // without a score it cannot win
        plain.push_back({.correct = samples[i].correct, .score = scores[i]});
    }
    for (std::int64_t k = 1; k <= 5; ++k) CHECK(one(samples, k, {.highest = true}).right == Approx(*bestOfK(plain, k)));
}

TEST_CASE("random orders come close to all of them and are the same every time") {
    const auto samples = samplesOf({kRight, kRight, kRight, kWrong, kWrong, 2, 2, -1});
    std::vector<Sample> plain;
    for (const auto &each : samples)
        plain.push_back({each.answer < 0 ? std::nullopt : std::optional(std::to_string(each.answer)), each.correct});
    const ReplayRule rule{.orders = 20000};
    for (std::int64_t k : {1, 3, 5, 8}) {
        const double exact = *majorityAtK(plain, k);
        CHECK(std::abs(one(samples, k, rule).right - exact) < 5 * std::sqrt(0.25 / 20000));
    }
    CHECK(one(samples, 5, {}).right == one(samples, 5, {}).right);
    CHECK(one(samples, 5, {}).right != one(samples, 5, {.seed = 1}).right);
}

TEST_CASE("a replay refuses what it cannot replay") {
    const auto samples = samplesOf({kRight, kWrong});
    CHECK(replay({}, std::array<std::int64_t, 1>{1}, {}).error().code == "stats.empty");
    CHECK(fieldOf(replay(samples, std::array<std::int64_t, 1>{3}, {})) == "most");
    CHECK(fieldOf(replay(samples, std::array<std::int64_t, 1>{0}, {})) == "most");
    CHECK(fieldOf(replay(samples, std::array<std::int64_t, 1>{1}, {.window = 0})) == "window");
    CHECK(fieldOf(replay(samples, std::array<std::int64_t, 1>{1}, {.orders = 0})) == "orders");
    CHECK(fieldOf(replay(samples, std::array<std::int64_t, 1>{1}, {.threshold = 1.5})) == "threshold");
    auto odd = samples;
    odd[0].weight = std::nan("");
    CHECK(fieldOf(replay(odd, std::array<std::int64_t, 1>{1}, {})) == "samples");
}

TEST_CASE("a noisy verifier's choice among stored samples") {
    const auto choices = *verifiedChoices(2, 0.9, 0.1);
    CHECK(choices[0] == 0);
    CHECK(choices[1] == Approx(0.9 * (0.9 + 0.1 / 2) + 0.1 * 0.9 / 2)); // = 0.9
    CHECK(choices[2] == Approx(1));
    for (std::int64_t k : {1, 3, 7}) { // perfect, it is pass@k; without skill it is the share
        CHECK(*verifiedAtK(9, 4, *verifiedChoices(k, 1, 0)) == Approx(*passAtK(9, 4, k)));
        CHECK(*verifiedAtK(9, 4, *verifiedChoices(k, 0.4, 0.4)) == Approx(4.0 / 9));
        CHECK(*verifiedAtK(9, 4, *verifiedChoices(k, 0, 0)) == Approx(4.0 / 9)); // nothing is ever accepted
    }
    // Over samples that are right with chance p each, it is verifiedBestOfN().
    for (std::int64_t k : {1, 2, 5, 16}) {
        const double p = 0.3;
        const auto of = *verifiedChoices(k, 0.9, 0.1);
        double mean = 0, chance = std::pow(1 - p, static_cast<double>(k));
        for (std::int64_t r = 0; r <= k; ++r) {
            mean += chance * of[static_cast<std::size_t>(r)];
            chance *= static_cast<double>(k - r) / static_cast<double>(r + 1) * p / (1 - p);
        }
        CHECK(mean == Approx(*verifiedBestOfN(p, 0.9, 0.1, k)));
    }
    CHECK(verifiedChoices(0, 0.9, 0.1).error().field == "k");
    CHECK(verifiedChoices(2, 1.1, 0.1).error().field == "true_positive");
    CHECK(verifiedAtK(1, 1, choices).error().field == "k");
    CHECK(verifiedAtK(3, 4, choices).error().field == "correct");
}

TEST_CASE("a noisy verifier's ceiling over problems") {
    // A third each with 0, 1 and 2 of 2: E p = 1/2, E p² = 1/3, which is the uniform distribution.
    const std::int64_t uniform[] = {0, 1, 2};
    CHECK(*verifiedCeilingOver(uniform, 2, 1, 0.5) == Approx(2 * (1 - std::log(2.0))).epsilon(1e-5)); // ∫ 2p/(1+p)
    CHECK(*verifiedCeilingOver(uniform, 2, 0.4, 0.4) == Approx(0.5));
    const std::int64_t alike[] = {4, 4, 4}; // no wider than chance: one share for all
    CHECK(*verifiedCeilingOver(alike, 8, 0.9, 0.1) == Approx(*verifiedCeiling(0.5, 0.9, 0.1)));
    const std::int64_t always[] = {0, 8, 8, 8};
    CHECK(*verifiedCeilingOver(always, 8, 0.9, 0.1) == Approx(0.75));
    CHECK(verifiedCeilingOver({}, 8, 0.9, 0.1).error().code == "stats.empty");
    CHECK(verifiedCeilingOver(alike, 1, 0.9, 0.1).error().field == "n");
    CHECK(verifiedCeilingOver(alike, 3, 0.9, 0.1).error().field == "correct");
    CHECK(verifiedCeilingOver(alike, 8, 1.9, 0.1).error().field == "true_positive");
}
