// SPDX-License-Identifier: Apache-2.0
// The Pareto front, how far confidences can be trusted, and problems by difficulty: counted by hand.
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/difficulty.h"
#include "core/workbench/compare/front.h"
#include "core/workbench/compare/reliability.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;
using doctest::Approx;

namespace {

StoredSample sample(std::int64_t answer, bool correct, double logprob = -1, std::optional<double> score = {}) {
    return {
        .answer = answer, .whole = answer >= 0, .correct = correct, .tokens = 2, .logprob = logprob, .score = score};
}

StoredArm armOf(std::vector<StoredProblem> problems) {
    return {.arm = "vote", .bucket = "edge", .problems = std::move(problems)};
}

} // namespace

TEST_CASE("the front holds what nothing beats in cost and accuracy together") {
    const CostPoint points[] = {{10, 0.5}, {100, 0.7}, {50, 0.5}, {100, 0.6}, {200, 0.7}, {300, 0.9, false}, {5, 0.2}};
    CHECK(paretoFront(points) == std::vector<std::size_t>{6, 0, 1});
    const CostPoint equals[] = {{10, 0.5}, {10, 0.5}};
    CHECK(paretoFront(equals) == std::vector<std::size_t>{0, 1});
    // Who saw the answers neither stands on the front nor pushes anybody off it.
    const CostPoint oracle[] = {{10, 0.9, false}, {20, 0.5}};
    CHECK(paretoFront(oracle) == std::vector<std::size_t>{1});
    CHECK(paretoFront({}).empty());
}

TEST_CASE("votes as a confidence") {
    // Sure with 3/4 and right; sure with 1/2, which ties and goes to the first, wrong; nobody votes.
    const auto arm = armOf({{.samples = {sample(0, true), sample(0, true), sample(1, false), sample(0, true)}},
                            {.samples = {sample(0, false), sample(1, true), sample(0, false), sample(1, true)}},
                            {.samples = {sample(-1, false), sample(-1, false), sample(-1, false), sample(-1, false)}}});
    const auto all = reliabilities({arm});
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    const Reliability &votes = (*all)[0];
    CHECK(votes.confidence == "votes");
    CHECK(votes.problems == 3);
    CHECK(votes.calibration.ece == Approx((0.25 + 0.5 + 0) / 3));
    CHECK(votes.calibration.bins[7].count == 1);                         // (0.7, 0.8]
    CHECK(votes.calibration.bins[4].accuracy == 0);                      // the tie went to the first
    CHECK(votes.floor == Approx((2 * 0.75 * 0.25 + 2 * 0.5 * 0.5) / 3)); // E|X - p| of one answer: 2p(1-p)
    const Reliability &first = (*all)[1];
    CHECK(first.confidence == "mean_logprob");
    const double p = std::exp(-0.5); // -1 over two tokens
    CHECK(first.calibration.ece == Approx(std::abs(2 * p - 1) / 3));
}

TEST_CASE("scores are a confidence where they are shares") {
    const StoredProblem problem{.samples = {sample(0, false, -1, 0.9), sample(1, true, -1, 0.2)}};
    const auto shares = reliabilities({armOf({problem})});
    REQUIRE(shares->size() == 3);
    CHECK(shares->back().confidence == "stored");
    CHECK(shares->back().calibration.ece == Approx(0.9)); // the highest is wrong
    auto wide = problem;
    wide.samples[0].score = 3;
    CHECK(reliabilities({armOf({wide})})->size() == 2);
}

TEST_CASE("what answers say themselves of how sure they are, bucket by bucket") {
    const auto row = [](const char *bucket, std::optional<double> confidence, std::optional<bool> correct) {
        AnswerRow out{.bucket = bucket, .confidence = confidence};
        out.graded.correct = correct;
        return out;
    };
    const auto told =
        toldReliabilities("likeliest", {row("easy", 0.9, true), row("hard", 0.5, false), row("easy", 0.9, false),
                                        row("easy", 0.7, true), row("easy", 0.2, std::nullopt), // cannot be scored
                                        row("plain", std::nullopt, true)});
    REQUIRE(told);
    REQUIRE(told->size() == 2);
    const Reliability &easy = told->front();
    CHECK(easy.arm == "likeliest");
    CHECK(easy.bucket == "easy");
    CHECK(easy.confidence == "choices");
    CHECK(easy.problems == 3);
    CHECK(easy.calibration.ece == Approx((2 * 0.4 + 0.3) / 3)); // 0.9 against 1/2, 0.7 against 1
    CHECK(easy.calibration.bins[8].count == 2);
    CHECK(told->back().calibration.ece == Approx(0.5));
    CHECK(told->back().floor == Approx(0.5));
    // Two answers of 0.9: E|X - 1.8| = 0.81 * 0.2 + 0.18 * 0.8 + 0.01 * 1.8; one of 0.7: 2 * 0.7 * 0.3.
    CHECK(easy.floor == Approx((0.324 + 0.42) / 3));
    CHECK(sentence(easy) == "likeliest: expected calibration error 36.7 % over 3 problems; chance alone gives 24.8 %.");
    CHECK(toldReliabilities("nothing", {row("plain", std::nullopt, true)})->empty());
}

TEST_CASE("problems by how often one model's samples are right") {
    const auto problem = [](const char *id, int right) {
        StoredProblem out{.id = id, .prompt = "p"};
        for (int s = 0; s < 4; ++s) out.samples.push_back(sample(s, s < right));
        return out;
    };
    StoredProblem third = problem("other", 1);
    third.samples.pop_back(); // one of three: over a quarter
    const auto arm = armOf({problem("a", 0), problem("b", 1), problem("c", 1), problem("d", 4), third});
    const AnswerMatrix matrix{.bucket = "edge",
                              .arms = {"greedy", "vote"},
                              .ids = {"a", "b", "c", "d", "other"},
                              .prompts = {"p", "p", "p", "p", "p"},
                              .right = {{0, 1, -1, 1, 1}, {0, 0, 1, 1, 0}}};
    const auto tables = difficultyTables({arm}, {matrix, {.bucket = "easy"}});
    REQUIRE(tables);
    REQUIRE(tables->size() == 1);
    const DifficultyTable &table = tables->front();
    REQUIRE(table.bins.size() == 5);
    CHECK(table.bins[0].problems == 1);
    CHECK(table.bins[1].problems == 2); // a quarter belongs to "up to a quarter"
    CHECK(table.bins[2].problems == 1);
    CHECK(table.bins[3].problems == 0);
    CHECK(table.bins[4].problems == 1);
    CHECK(table.bins[1].cells[0].n == 1); // one was not asked
    CHECK(table.bins[1].cells[0].correct == 1);
    CHECK(table.bins[1].cells[1].accuracy.value == 0.5);
    CHECK(table.bins[1].cells[1].accuracy.low == Approx(stats::wilson(1, 2)->low));
    CHECK(table.bins[3].cells[0].accuracy.high == 1);
}
