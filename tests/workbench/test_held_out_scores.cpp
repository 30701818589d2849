// SPDX-License-Identifier: Apache-2.0
// What a reward model said of held-out rows: read from its event, and what it comes to.
#include "core/workbench/data/score_figures.h"
#include "core/workbench/queue/live_run.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// A row as the event has it.
Json row(std::int64_t line, const Json &scores, const Json &labels, const Json &tokens) {
    return {{"lines", {line}}, {"scores", scores}, {"labels", labels}, {"tokens", tokens}};
}

/// Margins 2, -1, 0 and 1: two of four are ranked right.
Json somePairsTold() {
    return {{"step", 40},
            {"why", "eval"},
            {"kind", "pair"},
            {"of", 9},
            {"rows",
             {row(5, {1.5, -0.5}, {1, 0}, {10, 20}), row(6, {0.25, 1.25}, {1, 0}, {12, 15}),
              row(8, {0.5, 0.5}, {1, 0}, {30, 14}), row(9, {1.0, 0.0}, {1, 0}, {11, 11})}}};
}

HeldOutScores answers(const std::vector<std::pair<double, double>> &scoreAndLabel, const char *kind = "answer") {
    Json rows = Json::array();
    std::int64_t line = 0;
    for (const auto &[score, label] : scoreAndLabel) {
        ++line;
        rows.push_back(row(line, {score}, {label}, {10 + line}));
    }
    return heldOutScores({{"step", 1}, {"why", "eval"}, {"kind", kind}, {"of", 1}, {"rows", rows}});
}

} // namespace

TEST_CASE("scores of held-out rows are read from their event, beside batches, and what is wrong there is left out") {
    LiveRun run(LiveRun::Keep::News), standing;
    for (LiveRun *each : {&run, &standing}) {
        each->see({.seq = 1, .time = 1, .type = "batch", .body = somePairsTold()});
        each->see(
            {.seq = 2, .time = 1, .type = "batch", .body = {{"step", 1}, {"why", "first"}, {"rows", Json::array()}}});
    }
    CHECK(standing.takeNews().heldOut.empty());
    const RunNews news = run.takeNews();
    CHECK(news.batches.size() == 1);
    REQUIRE(news.heldOut.size() == 1);
    const HeldOutScores &scores = news.heldOut[0];
    CHECK(scores.step == 40);
    CHECK(scores.kind == HeldOutScores::Kind::Pairs);
    CHECK(scores.rows == 4);
    CHECK(scores.total == 9);
    REQUIRE(scores.scores.size() == 8);
    CHECK(scores.scores[3].line == 6);
    CHECK(scores.scores[3].row == 1);
    CHECK(scores.scores[3].place == 1);
    CHECK(scores.scores[3].score == 1.25f);
    CHECK(scores.scores[3].label == 0);
    CHECK(scores.scores[3].tokens == 15);

    Json odd = somePairsTold();
    odd["of"] = 1; // fewer than are told
    odd["rows"] = {3,
                   row(1, {1.0}, {1}, {4}),
                   row(2, {1.0, "x"}, {1, 0}, {4, 5}),
                   row(3, {1.0, 2.0}, {1}, {4, 5}),
                   row(4, {1.0, nullptr}, {1, 0}, {4, 5}),
                   {{"lines", {-1}}, {"scores", {0.5, 0.25}}, {"labels", {1, 0}}, {"tokens", {-4, 1e30}}}};
    const HeldOutScores left = heldOutScores(odd);
    CHECK(left.rows == 2);
    CHECK(left.total == 2);
    CHECK(left.notFinite == 1);
    REQUIRE(left.scores.size() == 2);
    CHECK(left.scores[0].line == 0);
    CHECK(left.scores[0].row == 1);
    CHECK(left.scores[0].tokens == 0);
    for (const Json &none : {Json(), Json(3), Json{{"why", "eval"}}, Json{{"why", "eval"}, {"kind", "novels"}},
                             Json{{"why", "first"}, {"kind", "pair"}}}) {
        CHECK_FALSE(tellsScores(none));
        CHECK(heldOutScores(none).scores.empty());
    }
}

TEST_CASE("margins of held-out pairs: how many are ranked right, how sure, and what length has to do with it") {
    const ScoreFigures figures = figuresOf(heldOutScores(somePairsTold()));
    CHECK(figures.count == 4);
    CHECK(figures.rightly.value == 0.5);                         // a draw is wrong
    CHECK(figures.rightly.low == doctest::Approx(0.1500389892)); // Wilson's, 2 of 4
    CHECK(figures.rightly.high == doctest::Approx(0.8499610108));
    // Span 3 over 20 bins: 0.2 wide; the draw lies in the bin that ends at 0.
    REQUIRE(figures.histogram.size() == 16);
    CHECK(figures.histogram.front().low == doctest::Approx(-1.2));
    CHECK(figures.histogram.front().right == 1);
    CHECK(figures.histogram[5].high == 0);
    CHECK(figures.histogram[5].right == 1);
    CHECK(figures.histogram.back().high == doctest::Approx(2));
    CHECK(figures.histogram.back().right == 1);
    // σ(2) = 0.8808 right, σ(1) = 0.7311 once right and once wrong, σ(0) = 0.5 wrong.
    const double s1 = 1 / (1 + std::exp(-1.0)), s2 = 1 / (1 + std::exp(-2.0));
    CHECK(figures.calibration.ece == doctest::Approx((1 - s2) / 4 + 2 * std::abs(0.5 - s1) / 4 + 0.5 / 4));
    REQUIRE(figures.calibration.bins.size() == 10);
    CHECK(figures.calibration.bins[7].count == 2);
    CHECK(figures.calibration.bins[4].count == 1);
    CHECK(figures.chance > 0);
    REQUIRE(figures.lengthCorrelation);
    CHECK(*figures.lengthCorrelation == doctest::Approx(-0.3018955622));
    CHECK(figures.unequal == 3);
    CHECK(figures.longerChosen == 1);    // the draw
    CHECK(figures.longerPreferred == 1); // of row 6; a draw prefers neither
    CHECK_FALSE(figures.separation);

    const auto ranked = worstFirst(heldOutScores(somePairsTold()));
    REQUIRE(ranked.size() == 4);
    const std::vector<std::int64_t> lines{ranked[0].line, ranked[1].line, ranked[2].line, ranked[3].line};
    CHECK(lines == std::vector<std::int64_t>{6, 8, 9, 5});
    CHECK(ranked[0].lead == -1);
    CHECK(ranked[0].score == 0.25);
    CHECK(ranked[0].other == 1.25);
    CHECK(ranked[0].tokens == 12);
    CHECK(ranked[0].otherTokens == 15);
}

TEST_CASE("scores of held-out answers and steps: told right from wrong, and said to be right as often as they are") {
    // Right: 2, 1 and -1; wrong: 1 and -2.
    const auto scores = answers({{2, 1}, {1, 1}, {-1, 1}, {1, 0}, {-2, 0}});
    const ScoreFigures figures = figuresOf(scores);
    CHECK(figures.count == 5);
    CHECK(figures.labelledRight == 3);
    CHECK(figures.rightly.value == doctest::Approx(0.6));
    REQUIRE(figures.separation);
    CHECK(*figures.separation == doctest::Approx((2 + 1.5 + 1) / 6)); // the draw of the two 1s counts half
    CHECK(figures.histogram.front().wrong == 1);
    CHECK(figures.histogram.back().right == 1);
    const double s1 = 1 / (1 + std::exp(-1.0)), s2 = 1 / (1 + std::exp(-2.0));
    // σ(2): right; σ(1): one of two; σ(-1): right; σ(-2): wrong, and each with its own bin of ten.
    CHECK(figures.calibration.ece == doctest::Approx(((1 - s2) + 2 * (s1 - 0.5) + (1 - (1 - s1)) + (1 - s2)) / 5));
    CHECK(figures.calibration.bins.size() == 10);

    const auto ranked = worstFirst(scores);
    CHECK(ranked[0].line == 3); // a right one at -1, and a wrong one at 1: in their order
    CHECK(ranked[1].line == 4);
    CHECK(ranked[0].lead == -1);
    CHECK_FALSE(ranked[1].right);

    const ScoreFigures soft = figuresOf(answers({{1, 0.5}, {1, 0.75}}, "step"));
    CHECK(soft.labelledRight == 1); // half is not right, as in the metric
    CHECK(soft.rightly.value == 0.5);
    CHECK_FALSE(soft.lengthCorrelation); // one score does not vary
    CHECK_FALSE(figuresOf(answers({{1, 1}, {2, 1}})).separation);
    const ScoreFigures none = figuresOf(HeldOutScores{});
    CHECK(none.count == 0);
    CHECK(none.histogram.empty());
    const ScoreFigures equal = figuresOf(answers({{0, 1}, {0, 0}}));
    REQUIRE(equal.histogram.size() == 1);
    CHECK(equal.histogram[0].high == 0);
    CHECK(equal.rightly.value == 0.5); // at 0 it is not said to be right
}

TEST_CASE("what a held-out row says is read from the rows that were measured, split off or given") {
    const TemporaryFolder folder;
    CHECK(heldOutText(folder.path, 1).empty());
    mustWrite(folder.path / "eval.jsonl", "{\"prompt\":\"a\",\"completions\":[\"b\",\"c\"]}\nno row\n");
    CHECK(heldOutText(folder.path, 1) == "prompt: a\n\ncompletions: \n1. b\n2. c");
    CHECK(heldOutText(folder.path, 2).empty());
    CHECK(heldOutText(folder.path, 3).empty());
    REQUIRE(makeFolders(folder.path / "split"));
    mustWrite(folder.path / "split/eval.jsonl", "{\"prompt\":\"x\"}\n");
    mustWrite(folder.path / "split/train.jsonl", "{\"prompt\":\"learnt\"}\n");
    mustWrite(folder.path / "train.jsonl", "{\"prompt\":\"all\"}\n");
    CHECK(heldOutText(folder.path, 1) == "prompt: x");
    // The lines of a batch are those of the part that was learnt from.
    const StepBatch batch = stepBatch({{"step", 1}, {"why", "first"}, {"rows", {{{"lines", {1}}, {"loss", 1.0}}}}});
    CHECK(textsOf(batch, folder.path) == std::vector<std::string>{"prompt: learnt"});
}
