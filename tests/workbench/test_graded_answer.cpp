// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/graded_answer.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("a row of answers and a completion of samples are read alike") {
    const Json row = {{"text", "so 4"},    {"finish_reason", "stop"},
                      {"answer", "4"},     {"correct", true},
                      {"faithful", false}, {"tokens", {{"kept", 3}, {"rejected", 2}, {"rollout", 0}, {"verifier", 1}}},
                      {"seconds", 0.5},    {"oracle", true}};
    const auto answer = gradedAnswer(row);
    REQUIRE(answer);
    CHECK(answer->isRight());
    CHECK(answer->faithful == false);
    CHECK(answer->answer.result == "4");
    CHECK(answer->answer.cost.spent() == 6);
    CHECK(answer->answer.seconds == 0.5);
    CHECK(answer->answer.from.oracle);
    const Json samples = {{"completions",
                           {{{"text", "x"}, {"tokens", 7}, {"correct", nullptr}},
                            {{"text", "y"}, {"terminated", false}, {"correct", false}}}}};
    const auto both = gradedAnswers(samples, "completions");
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    CHECK((*both)[0].answer.cost.kept == 7);
    CHECK(!(*both)[0].isScorable());
    CHECK((*both)[0].answer.fault().empty());  // what does not say how it ended is whole …
    CHECK((*both)[1].answer.fault() == "cut"); // … unless it says that it was not ended
    CHECK((*both)[1].isScorable());
    CHECK(!(*both)[1].isRight());
    CHECK(gradedAnswers(row, "samples")->empty());
}

TEST_CASE("a row without a text, or with half a cost, is refused") {
    CHECK(gradedAnswer({{"finish_reason", "stop"}}).error().field == "text");
    CHECK(gradedAnswer(Json(3)).error().field == "text");
    CHECK(gradedAnswer({{"text", "x"}, {"tokens", {{"kept", 3}}}}).error().field == "tokens.rejected");
    CHECK(gradedAnswers({{"completions", {{{"correct", true}}}}}, "completions").error().field == "text");
}

TEST_CASE("steps are found in the text in their order; one that is not there has no place") {
    const auto rule = ruleByName("chain_mod");
    REQUIRE(rule);
    const Problem problem{.id = "1", .prompt = "k=1+8;m=e*k;e=k+8;?m:", .reference = "3"};
    GradedAnswer answer;
    answer.answer.text = "Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=8;m=7*9=3;A3";
    labelSteps(**rule, problem, answer);
    std::vector<std::string> steps;
    for (const AnswerStep &step : answer.steps)
        steps.push_back(answer.answer.text.substr(step.begin, step.length) + (step.right ? "" : " wrong"));
    CHECK(steps == std::vector<std::string>{"m=e*k", "e=k+8", "k=1+8", "k=1+8=9", "e=9+8=8 wrong", "m=7*9=3 wrong"});
    CHECK(answer.steps[3].begin > answer.steps[2].begin); // not the "k=1+8" of the plan again
}
