// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/compare/budget.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Shot {
    const char *answer;
    bool correct;
    double logprob;
    int tokens;
    const char *finish = "stop";
    double score = std::nan("");
};

/// An arm that asked for `n` samples and has these of each problem, for 2 seconds and 12 tokens of its scorer each.
std::vector<StoredArm> armOf(const std::vector<std::vector<Shot>> &problems, std::size_t n) {
    const TemporaryFolder folder;
    mustWrite(folder.path / "experiment.toml", "name = \"b\"");
    const auto project = Project::open(folder.path, "test");
    REQUIRE(project);
    std::string rows;
    for (const auto &shots : problems) {
        Json samples = Json::array();
        for (const auto &shot : shots) {
            samples.push_back({{"text", "t"},
                               {"finish_reason", shot.finish},
                               {"answer", *shot.answer ? Json(shot.answer) : Json()},
                               {"correct", shot.correct},
                               {"logprob", std::isnan(shot.logprob) ? Json() : Json(shot.logprob)},
                               {"tokens", shot.tokens}});
            if (!std::isnan(shot.score)) samples.back()["score"] = shot.score;
        }
        rows += dumpJson({{"bucket", "edge"},
                          {"id", "1"},
                          {"seconds", 2},
                          {"tokens", {{"kept", 0}, {"rejected", 0}, {"rollout", 0}, {"verifier", 12}}},
                          {"samples", samples}}) +
                "\n";
    }
    mustWrite((*project)->runFolder("a") / "answers.jsonl", rows);
    auto log = RunLogWriter::open((*project)->runFolder("a") / "run.log");
    REQUIRE((log && log->append("state", {{"state", "finished"}})));
    Plan plan;
    plan.runs.push_back({.id = "a", .name = "vote", .kind = "evaluate", .config = {{"config", {{"n", n}}}}});
    const auto arms = storedSamples(**project, plan);
    if (!arms) FAIL(describe(arms.error()));
    return *arms;
}
std::vector<BudgetCurve> curvesOf(const std::vector<std::vector<Shot>> &problems) {
    const auto curves = budgetCurves(armOf(problems, problems[0].size()));
    if (!curves) FAIL(describe(curves.error()));
    return *curves;
}

BudgetCurve under(const std::vector<std::vector<Shot>> &problems, const WhatIf &asked) {
    const auto curve = whatIf(armOf(problems, problems[0].size()).at(0), asked);
    if (!curve) FAIL(describe(curve.error()));
    return *curve;
}

const BudgetCurve &by(const std::vector<BudgetCurve> &curves, const std::string &rule) {
    for (const auto &curve : curves)
        if (curve.rule == rule) return curve;
    FAIL(rule);
    return curves[0];
}

} // namespace

TEST_CASE("what fewer samples would have given, by hand") {
    // Problem 1: two of three agree on the right answer, the likeliest whole text is wrong, the likeliest a token is
    // right. Problem 2: one right of three, which nobody agrees with.
    const auto curves = curvesOf({{{"7", true, -8, 20}, {"7", true, -9, 10}, {"3", false, -2, 2}},
                                  {{"1", true, -1, 4}, {"2", false, -2, 4}, {"2", false, -3, 4}}});
    REQUIRE(curves.size() == 4);
    for (const auto &curve : curves) {
        REQUIRE(curve.points.size() == 3);
        CHECK(curve.points[0].accuracy == doctest::Approx((2.0 / 3 + 1.0 / 3) / 2)); // one sample: no rule can help
        CHECK(curve.points[0].tokens == doctest::Approx((32.0 / 3 + 4) / 2));
        CHECK(curve.points[2].tokens == doctest::Approx((32.0 + 12) / 2));
        CHECK(curve.points[1].low <= curve.points[1].accuracy);
        CHECK(curve.points[1].high >= curve.points[1].accuracy);
    }
    CHECK(by(curves, "majority").points[2].accuracy == doctest::Approx(0.5)); // right and wrong
    CHECK(by(curves, "logprob").points[2].accuracy == doctest::Approx(0.5));  // wrong and right
    CHECK(by(curves, "mean_logprob").points[2].accuracy == doctest::Approx(1.0));
    CHECK(by(curves, "any_right").points[2].accuracy == doctest::Approx(1.0));
    CHECK(by(curves, "any_right").points[1].accuracy == doctest::Approx((1.0 + 2.0 / 3) / 2));
    CHECK(by(curves, "any_right").oracle);
    CHECK(!by(curves, "majority").oracle);
    // Two of problem 1: {7,7} right, {7,3} and {7,3} ties; of problem 2: {1,2} twice a tie, {2,2} wrong.
    CHECK(by(curves, "majority").points[1].accuracy == doctest::Approx((2.0 / 3 + 1.0 / 3) / 2));
}

TEST_CASE("a cut sample neither votes nor wins, and one without a score does not win") {
    const double nan = std::nan("");
    const auto curves = curvesOf({{{"7", true, -8, 4}, {"3", false, -1, 4, "length"}, {"3", false, -1, 4, "length"}},
                                  {{"1", true, nan, 4}, {"2", false, -9, 4}, {"2", true, -1, 4, "length"}}});
    CHECK(by(curves, "majority").points[2].accuracy == doctest::Approx((1 + 0.5) / 2)); // the second ties
    CHECK(by(curves, "logprob").points[2].accuracy == doctest::Approx(0.5));            // right, and wrong
    CHECK(by(curves, "any_right").points[0].accuracy == doctest::Approx((1.0 / 3 + 1.0 / 3) / 2));
}

TEST_CASE("an arm that drew once has no budget to vary") {
    CHECK(curvesOf({{{"7", true, -1, 3}}}).empty());
}

TEST_CASE("samples of an arm that may stop before, or cuts them itself, tell of no other budget") {
    const Shot right{"7", true, -1, 4}, wrong{"3", false, -2, 4};
    CHECK(armOf({{right, wrong, wrong}, {right, right, wrong}}, 3).size() == 1);
    CHECK(armOf({{right, wrong, wrong}, {right, right}}, 3).empty());
    CHECK(armOf({{right, wrong}, {right, right}}, 3).empty());
    CHECK(armOf({{right, {"3", false, -2, 4, "truncated"}}}, 2).empty());
}

TEST_CASE("scores weigh votes as much as is asked") {
    // Two weak wrong votes against a strong right one: at weight w the right one has 1 - w + 0.9 w.
    const std::vector<std::vector<Shot>> problems{
        {{"7", true, -1, 4, "stop", 0.9}, {"3", false, -1, 4, "stop", 0.2}, {"3", false, -1, 4, "stop", 0.3}}};
    const auto at = [&](double weight) {
        return under(problems, {.choose = "weighted", .score = "stored", .weight = weight}).points[2].accuracy;
    };
    CHECK(at(0) == 0);
    CHECK(at(0.7) == 0); // 0.93 against 0.3 + 0.3 + 0.35 = 0.95
    CHECK(at(0.8) == 1); // 0.92 against 0.8
    CHECK(at(1) == 1);
    const auto highest = under(problems, {.choose = "highest", .score = "stored"});
    CHECK(highest.points[2].accuracy == 1);
    CHECK(highest.points[1].tokens == doctest::Approx(8 + 8)); // and two thirds of what the scorer read
    CHECK(under(problems, {}).points[1].tokens == doctest::Approx(8));
    CHECK(by(curvesOf(problems), "stored").points[2].accuracy == 1);
    // A log-probability weighs as a probability; a token's: exp(-0.1/4) against twice exp(-8/4).
    const std::vector<std::vector<Shot>> logs{{{"7", true, -0.1, 4}, {"3", false, -8, 4}, {"3", false, -8, 4}}};
    CHECK(under(logs, {.choose = "weighted"}).points[2].accuracy == 1);
    CHECK(under(logs, {.choose = "weighted", .weight = 0.1}).points[2].accuracy == 0);
    // Scores beyond 0 and 1 by their logistic: 0.95 against 0.5 + 0.5 loses, where the numbers themselves would win.
    const std::vector<std::vector<Shot>> wide{
        {{"7", true, -1, 4, "stop", 3}, {"3", false, -1, 4, "stop", 0}, {"3", false, -1, 4, "stop", 0.01}}};
    CHECK(under(wide, {.choose = "weighted", .score = "stored"}).points[2].accuracy == 0);
}

TEST_CASE("a rule that stops costs the samples that it drew") {
    const std::vector<std::vector<Shot>> problems{{{"7", true, -1, 10}, {"7", true, -1, 20}, {"3", false, -1, 6}}};
    const auto curve = under(problems, {.stop = "agreement", .window = 2});
    CHECK(curve.points[2].accuracy == 1);
    CHECK(curve.points[2].samples == doctest::Approx(8.0 / 3));
    CHECK(curve.points[2].tokens == doctest::Approx((30 + 36 + 36) / 3.0));
    CHECK(curve.points[2].seconds == doctest::Approx(2 * (30 + 36 + 36) / 3.0 / 36));
    CHECK(curve.points[2].n == 3);
    CHECK(under(problems, {}).points[0].seconds == doctest::Approx(2.0 / 3));
    CHECK(under(problems, {.stop = "decided"}).points[2].samples == doctest::Approx(8.0 / 3));
    CHECK(under(problems, {.stop = "lead", .threshold = 0.8}).points[2].samples == doctest::Approx(8.0 / 3));
}

TEST_CASE("a verifier of the dial has its ceiling") {
    const Shot right{"7", true, -1, 4}, wrong{"3", false, -1, 4};
    const std::vector<std::vector<Shot>> problems{{right, wrong}, {wrong, wrong}};
    const auto curve = under(problems, {.choose = "verifier"});
    CHECK(curve.oracle);
    CHECK(curve.points[0].accuracy == doctest::Approx(0.25));
    CHECK(curve.points[1].accuracy == doctest::Approx(0.9 / 2)); // see the replay's test
    // E p = 1/4 and E p² = 0: not wider than chance, so that both are right as often. No ceiling below the curve.
    CHECK(*curve.ceiling == doctest::Approx(0.25 * 0.9 / (0.25 * 0.9 + 0.75 * 0.1)));
    const auto perfect = under(problems, {.choose = "verifier", .truePositive = 1, .falsePositive = 0});
    CHECK(perfect.points[1].accuracy == doctest::Approx(by(curvesOf(problems), "any_right").points[1].accuracy));
    CHECK(!under(problems, {}).ceiling);
    // One right of four; each wrong one is accepted half of the time: E[1/(1 + X)], X ~ Bin(3, ½), is 15/32, where the
    // closed form at ¼ has 0.25 / 0.625.
    const auto passed =
        under({{right, wrong, wrong, wrong}}, {.choose = "verifier", .truePositive = 1, .falsePositive = 0.5});
    CHECK(passed.points[3].accuracy == doctest::Approx(15.0 / 32));
    CHECK(*passed.ceiling == doctest::Approx(15.0 / 32));
    const auto worse =
        under({{right, wrong, wrong, wrong}}, {.choose = "verifier", .truePositive = 0.5, .falsePositive = 1});
    CHECK(*worse.ceiling <= worse.points[3].accuracy); // then it is a floor
}

TEST_CASE("a rule that is none says which field and what would do") {
    const auto arm = armOf({{{"7", true, -1, 4}, {"3", false, -2, 4}}}, 2).at(0);
    const auto error = [&](const WhatIf &asked) { return whatIf(arm, asked).error(); };
    CHECK(error({.choose = "most"}).field == "choose");
    CHECK(error({.score = "luck"}).field == "score");
    CHECK(error({.stop = "soon"}).field == "stop");
    CHECK(error({.weight = 1.5}).field == "weight");
    CHECK(error({.window = -1}).field == "window");
    CHECK(error({.choose = "verifier", .truePositive = -0.1}).field == "true_positive");
    CHECK(error({.choose = "highest", .score = "stored"}).code == "what_if.no_scores");
    CHECK(error({.choose = "weighted", .stop = "decided"}).code == "what_if.unequal_votes");
}

TEST_CASE("curves are written as a table, as CSV and as JSON") {
    const std::vector<std::vector<Shot>> problems{{{"7", true, -1, 10}, {"3", false, -1, 20}}};
    const auto curve = under(problems, {.choose = "verifier"});
    CHECK(toCsv({curve}).find("\nvote,edge,verifier,true,1,2,2,30,2,0.9") != std::string::npos);
    CHECK(toTable({curve}).find("vote, edge: verifier *, 1 problems\n") == 0);
    CHECK(toTable({}).find("No finished arm") == 0);
    CHECK(toJson(curve)["points"][1]["seconds_per_problem"] == 2);
    CHECK(toJson(curve).contains("ceiling"));
}
