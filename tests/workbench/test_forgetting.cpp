// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/forgetting.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

ArmResult arm(const std::string &model, const std::string &bucket, std::int64_t correct, std::int64_t n,
              const std::string &strategy = "greedy") {
    return {.name = model + ", " + strategy,
            .model = model,
            .strategy = strategy,
            .bucket = bucket,
            .n = n,
            .correct = correct,
            .accuracy = double(correct) / double(n)};
}

/// base → first → second; "first" is asked before it in the experiment.
Comparison chain() {
    Comparison out;
    out.arms = {arm("second", "old", 1, 4),
                arm("second", "new", 4, 4),
                arm("base", "old", 2, 4),
                arm("base", "new", 0, 4),
                arm("first", "old", 3, 4),
                arm("first", "new", 1, 4),
                arm("base", "old", 4, 4, "best_of_n")};
    out.parents = {{"first", "base"}, {"second", "middle"}, {"middle", "first"}};
    return out;
}

std::vector<AnswerMatrix> answers() {
    return {{.bucket = "old",
             .arms = {"second, greedy", "base, greedy", "first, greedy"},
             .ids = {"1", "2", "3", "4"},
             .right = {{1, 0, 0, -1}, {1, 1, 0, 0}, {1, 1, 0, 1}}}};
}

} // namespace

TEST_CASE("tasks against stages: in the order of training, with what flipped since the stage before") {
    const ForgettingMatrix matrix = forgettingOf(chain(), answers());
    CHECK(matrix.strategy == "greedy");
    REQUIRE(matrix.stages.size() == 3);
    CHECK(matrix.stages[0].model == "base");
    CHECK(matrix.stages[0].parent.empty());
    CHECK(matrix.stages[1].model == "first");
    CHECK(matrix.stages[1].parent == "base");
    CHECK(matrix.stages[2].model == "second");
    CHECK(matrix.stages[2].parent == "first"); // "middle" was never asked
    REQUIRE(matrix.tasks.size() == 2);
    const auto &old = matrix.tasks[0];
    CHECK(old.bucket == "old");
    CHECK(old.cells[0]->accuracy == 0.5);
    CHECK(old.cells[0]->shared == 0);
    CHECK(old.cells[1]->gained == 1);
    CHECK(old.cells[1]->lost == 0);
    CHECK(old.cells[1]->shared == 4);
    CHECK(old.cells[2]->lost == 1); // the second; the fourth cannot be scored there
    CHECK(old.cells[2]->shared == 3);
    CHECK(*old.forgotten == doctest::Approx(0.5));                  // 75 % once, 25 % now
    CHECK(*matrix.tasks[1].forgotten == doctest::Approx(0.25 - 1)); // nothing: it is better than ever
}

TEST_CASE("one model, or none, forgets nothing") {
    CHECK(forgettingOf({}, {}).empty());
    Comparison one;
    one.arms = {arm("base", "old", 1, 2), arm("base", "old", 2, 2, "best_of_n")};
    const ForgettingMatrix matrix = forgettingOf(one, {});
    CHECK(matrix.empty());
    CHECK(!matrix.tasks[0].forgotten);
    Comparison apart = chain(); // a task that one stage was not asked
    std::erase_if(apart.arms, [](const ArmResult &each) { return each.model == "first" && each.bucket == "new"; });
    const auto tasks = forgettingOf(apart, answers()).tasks;
    CHECK(!tasks[1].cells[1]);
    CHECK(*tasks[1].forgotten == doctest::Approx(-1));
    Comparison circle = chain(); // whoever made this: it ends
    circle.parents["base"] = "second";
    CHECK(forgettingOf(circle, {}).stages.size() == 3);
}
