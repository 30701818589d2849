// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/jsonl.h"
#include "core/data/tasks/gsm8k.h"
#include <doctest/doctest.h>
#include <fstream>

using namespace lapidary;

namespace {
const std::string kFolder = std::string(LAPIDARY_TEST_DATA) + "/gsm8k/";
Verdict grade(const std::string &response, const std::string &reference = "#### 18") {
    return makeGsm8kRule()->grade({.id = {}, .prompt = {}, .reference = reference}, response);
}
} // namespace

TEST_CASE("answers are found where they are announced") {
    CHECK(grade("She makes 9 * 2 = $<<9*2=18>>18.\n#### 18").correct);
    CHECK(grade("#### $18.00").correct);
    CHECK(grade("####18").correct);
    CHECK(grade("so it is\nA: 18").correct);
    CHECK(grade("The answer is 18.").correct);
    CHECK(grade("The final answer is: **$18**").correct);
    CHECK(grade("thus \\boxed{18}").correct);
    CHECK(grade("18").correct);
    CHECK(grade("#### 1,234", "1234").correct);
    CHECK(grade("#### -7", "-7.0").correct);
    CHECK(grade("#### 0.50", ".5").correct);
    CHECK(grade("#### 18\nQ: next\n#### 20").correct); // the first one is the answer to this question
}

TEST_CASE("what merely looks like an answer is none") {
    CHECK_FALSE(grade("16 eggs, of which 18 remain").answer.has_value());
    CHECK_FALSE(grade("").wellFormed);
    CHECK_FALSE(grade("#### eighteen").wellFormed);
    CHECK_FALSE(grade("#### 180").correct);
    CHECK_FALSE(grade("#### 18.5").correct);
    CHECK_FALSE(grade("The answer is unknown").wellFormed);
}

TEST_CASE("steps are checked by their arithmetic") {
    const auto verdict = grade("<<16-3-4=9>> and <<9*2=19>>\n#### 18");
    REQUIRE(verdict.steps.size() == 2);
    CHECK(verdict.steps[0].right);
    CHECK_FALSE(verdict.steps[1].right);
    CHECK(verdict.correct);
    CHECK(verdict.faithful == false);
    CHECK(verdict.stepShare == 0.5);
    CHECK(grade("<<10/3=3.33>>3.33\n#### 18").steps[0].right); // rounded to its last digit
    CHECK_FALSE(grade("<<10/3=3>>\n#### 18").steps[0].right);
    CHECK(grade("<<15%*200=30>>\n#### 18").steps[0].right);
    CHECK_FALSE(grade("<<1/0=1>>\n#### 18").steps[0].right);
    CHECK_FALSE(grade("<<system(1)=1>>\n#### 18").steps[0].right);
    CHECK_FALSE(grade("#### 18").faithful.has_value());
}

TEST_CASE("published solutions are graded as their authors did") {
    const auto read = readJsonl(kFolder + "model_solutions_first300.jsonl");
    REQUIRE(read.has_value());
    int graded = 0;
    for (const auto &row : read->rows)
        for (const char *model : {"6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification"}) {
            const auto &solution = row.value[model];
            CHECK(grade(solution["solution"], row.value["ground_truth"]).correct == solution["is_correct"].get<bool>());
            ++graded;
        }
    CHECK(graded == 1200);
}

TEST_CASE("the published file becomes problems whose demonstrations hold") {
    const auto rows = gsm8kTask().make({{"file", kFolder + "test_first20.jsonl"}}, 3, 20);
    REQUIRE(rows.has_value());
    for (const Json &row : *rows) {
        const auto problem = problemFromJson(row);
        REQUIRE(problem.has_value());
        CHECK(makeGsm8kRule()->grade(*problem, row["completion"]).faithful == true);
    }
    CHECK(*rows != *gsm8kTask().make({{"file", kFolder + "test_first20.jsonl"}}, 4, 20));
    CHECK((*gsm8kTask().make({{"file", kFolder + "test_first20.jsonl"}, {"shuffle", false}}, 4, 1))[0]["reference"] ==
          "18");
}

TEST_CASE("a bad file is told with its lines") {
    CHECK(gsm8kTask().make(Json::object(), 1, 1).error().field == "file");
    CHECK(gsm8kTask().make({{"file", kFolder + "test_first20.jsonl"}}, 1, 21).error().code == "task.exhausted");
    const auto file = fs::temp_directory_path() / "lapidary-gsm8k-test.jsonl";
    std::ofstream(file) << R"({"question": "q", "answer": "no number"})"
                        << "\n";
    const auto unanswered = gsm8kTask().make({{"file", file.string()}}, 1, 1);
    REQUIRE_FALSE(unanswered.has_value());
    CHECK(unanswered.error().line == 1);
    std::ofstream(file) << R"({"question": "q"})"
                        << "\n";
    CHECK_FALSE(gsm8kTask().make({{"file", file.string()}}, 1, 1).has_value());
    fs::remove(file);
}
