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
};

/// An arm with these samples of each problem.
std::vector<BudgetCurve> curvesOf(const std::vector<std::vector<Shot>> &problems) {
    const TemporaryFolder folder;
    mustWrite(folder.path / "experiment.toml", "name = \"b\"");
    const auto project = Project::open(folder.path, "test");
    REQUIRE(project);
    std::string rows;
    for (const auto &shots : problems) {
        Json samples = Json::array();
        for (const auto &shot : shots)
            samples.push_back({{"text", "t"},
                               {"finish_reason", shot.finish},
                               {"answer", *shot.answer ? Json(shot.answer) : Json()},
                               {"correct", shot.correct},
                               {"logprob", std::isnan(shot.logprob) ? Json() : Json(shot.logprob)},
                               {"tokens", shot.tokens}});
        rows += dumpJson({{"bucket", "edge"}, {"id", "1"}, {"samples", samples}}) + "\n";
    }
    mustWrite((*project)->runFolder("a") / "answers.jsonl", rows);
    auto log = RunLogWriter::open((*project)->runFolder("a") / "run.log");
    REQUIRE((log && log->append("state", {{"state", "finished"}})));
    Plan plan;
    plan.runs.push_back(
        {.id = "a", .name = "vote", .kind = "evaluate", .config = {{"config", {{"n", problems[0].size()}}}}});
    const auto curves = budgetCurves(**project, plan);
    if (!curves) FAIL(describe(curves.error()));
    return *curves;
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
