// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/chain_mod.h"
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

Problem example() {
    return {.id = "1", .prompt = "k=1+8;m=e*k;e=k+8;?m:", .reference = "3"};
}
Verdict gradeExample(const std::string &completion) {
    return makeChainModRule()->grade(example(), completion);
}

std::vector<Json> make(Json config, std::int64_t count, std::uint64_t seed = 1) {
    const auto rows = chainModTask().make(config, seed, count);
    REQUIRE(rows.has_value());
    return *rows;
}

} // namespace

TEST_CASE("a clean chain is faithful") {
    const auto verdict = gradeExample("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3");
    CHECK(verdict.correct);
    CHECK(verdict.wellFormed);
    CHECK(verdict.faithful == true);
    CHECK(verdict.stepShare == 1.0);
    CHECK(verdict.steps.size() == 6);
}

TEST_CASE("a right answer after a wrong step is not faithful") {
    const auto verdict = gradeExample("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=8;m=7*9=3;A3");
    CHECK(verdict.correct);
    CHECK(verdict.faithful == false);
    CHECK(verdict.steps[4].right == false); // 9 + 8 is 7
    CHECK(verdict.steps[5].right == false); // reads 7 where 8 was written
    CHECK(verdict.stepShare == doctest::Approx(4.0 / 6));
}

TEST_CASE("a step is judged by what was written before it") {
    const auto verdict = gradeExample("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=8;m=8*9=2;A2");
    CHECK_FALSE(verdict.correct);
    CHECK(verdict.steps[5].right); // follows from the slip
}

TEST_CASE("whether an answer follows needs no reference") {
    const auto followed = [](const std::string &completion) {
        Problem blind = example();
        blind.reference.clear();
        return gradeCompletion(*makeChainModRule(), blind, completion, "stop").followed;
    };
    CHECK(followed("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3") == true);
    CHECK(followed("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A4") == false); // not what the steps come to
    CHECK(followed("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=8;m=8*9=2;A2") == false); // a slip
    CHECK(followed("A3") == false);
    CHECK(gradeCompletion(*makeChainModRule(), example(), "Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3", "length")
              .followed == false);
}

TEST_CASE("direct answers, cut and garbled texts") {
    CHECK(gradeExample("A3").correct);
    CHECK(gradeExample("A3").faithful == false);
    CHECK(gradeExample("A3").wellFormed);
    CHECK_FALSE(gradeExample("").correct);
    CHECK_FALSE(gradeExample("Tm=e*k;e=k").answer.has_value());
    CHECK_FALSE(gradeExample("A3;").answer.has_value());
    CHECK_FALSE(gradeExample("Tm=e*k;e=k+8;k=1+8;A3").wellFormed); // never evaluated
    CHECK(gradeExample("T;;;::;A3").faithful == false);
    CHECK_FALSE(gradeExample("A33").answer.has_value());
}

TEST_CASE("every demonstration without errors is faithful") {
    for (const Json &row :
         make({{"min_length", 1}, {"max_length", 8}, {"max_distractors", 4}, {"two_variables", 0.5}}, 500)) {
        const Problem problem = *problemFromJson(row);
        CHECK(makeChainModRule()->grade(problem, row["completion"]).faithful == true);
    }
}

TEST_CASE("errors are carried on and found") {
    int wrong = 0, slips = 0;
    for (const Json &row : make({{"min_length", 4}, {"max_length", 4}, {"error_rate", 0.2}}, 500)) {
        const auto verdict = makeChainModRule()->grade(*problemFromJson(row), row["completion"]);
        wrong += verdict.faithful == false;
        for (const auto &step : verdict.steps) slips += !step.right;
    }
    CHECK(wrong == doctest::Approx(500 * (1 - 0.8 * 0.8 * 0.8 * 0.8)).epsilon(0.1));
    CHECK(slips == doctest::Approx(500 * 4 * 0.2).epsilon(0.1));
}

TEST_CASE("problems are distinct, repeatable and as asked for") {
    const Json config = {{"min_length", 2}, {"max_length", 6}, {"direct", 0.5}};
    const auto rows = make(config, 400);
    CHECK(rows == make(config, 400));
    CHECK(rows != make(config, 400, 2));
    std::set<std::string> prompts;
    int direct = 0;
    for (const Json &row : rows) {
        prompts.insert(row["prompt"]);
        direct += row["completion"].get<std::string>().size() == 2;
    }
    CHECK(prompts.size() == 400);
    CHECK(direct == doctest::Approx(200).epsilon(0.15));
}

TEST_CASE("bad settings are told") {
    const auto crossed = chainModTask().make({{"min_length", 5}, {"max_length", 2}}, 1, 1);
    REQUIRE_FALSE(crossed.has_value());
    CHECK(crossed.error().field == "max_length");
    const auto unknown = chainModTask().make({{"max_lenght", 5}}, 1, 1);
    REQUIRE_FALSE(unknown.has_value());
    const auto tooMany = chainModTask().make({{"min_length", 1}, {"max_length", 1}, {"max_distractors", 0}}, 1, 100000);
    REQUIRE_FALSE(tooMany.has_value());
    CHECK(tooMany.error().code == "task.exhausted");
}

TEST_CASE("names and order do not make another problem; everything else does") {
    const auto form = [](const char *prompt) { return canonicalForm("chain_mod", prompt); };
    const std::string first = form("k=1+8;m=e*k;e=k+8;?m:");
    CHECK(form("e=k+8;k=1+8;m=e*k;?m:") == first);     // another order
    CHECK(form("z=a+8;q=z*a;a=1+8;?q:") == first);     // other names too
    for (const char *other : {"k=1+8;m=e*k;e=k+8;?e:", // another question
                              "k=1+8;m=k*e;e=k+8;?m:", // another definition
                              "k=8+1;m=e*k;e=k+8;?m:", "k=1+8;m=e-k;e=k+8;?m:", "k=1+8;m=e*k;e=k+8;a=2+2;?m:"})
        CHECK(form(other) != first);
    CHECK(form("a=2+2;k=1+8;m=e*k;e=k+8;?m:") ==
          form("m=e*k;x=2+2;k=1+8;e=k+8;?m:"));          // a distractor belongs to the problem
    CHECK(form("a=b+1;b=a+1;?a:") == "a=b+1;b=a+1;?a:"); // goes round in a circle: no problem of the task
    CHECK(canonicalForm("gsm8k", " How  many?\n") == "How many?");
    CHECK(canonicalForm("", "a=1+1;?a:") == "a=1+1;?a:");
}
