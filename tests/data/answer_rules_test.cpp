// SPDX-License-Identifier: Apache-2.0
// The rules by which answers are found and compared: their names and arguments, what all of them do with cut and
// missing answers, and what each finds.
#include "core/data/formats/jsonl.h"
#include "core/data/tasks/rule.h"
#include "tests/support/capture.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

Verdict graded(const std::string &rule, const std::string &text, const std::string &reference,
               Json row = Json::object(), const char *finish = "stop") {
    const auto made = ruleByName(rule);
    REQUIRE(made.has_value());
    return gradeCompletion(**made, {.id = "1", .prompt = "", .reference = reference, .row = std::move(row)}, text,
                           finish);
}

bool isRight(const std::string &rule, const std::string &text, const std::string &reference) {
    return graded(rule, text, reference).correct;
}

std::string answerOf(const std::string &rule, const std::string &text) {
    return (*ruleByName(rule))->answerOf(text).value_or("none");
}

struct Example {
    const char *rule, *right, *wrong, *without, *reference;
};
/// For each rule of mathematics and words: a right text, a wrong one, and one without an answer.
constexpr Example kExamples[] = {
    {"math", "so $\\boxed{\\frac{1}{2}}$", "\\boxed{\\frac{1}{3}}", "nobody knows", "0.5"},
    {"boxed", "\\boxed{\\frac12}", "\\boxed{0.25}", "The answer is 1/2.", "1/2"},
    {"minerva", "Final Answer: The final answer is $\\frac12$. I hope it is correct.",
     "Final Answer: The final answer is $2$. I hope it is correct.", "\\boxed{\\frac{1}{2}}", "\\frac{1}{2}"},
    {"gsm8k_strict", "#### 18", "#### 19", "The answer is 18.", "#### 18"},
    {"gsm8k_flexible", "it is 18, I think", "18, no, 19", "eighteen", "18"},
    {"choice", "The answer is (B).", "The answer is (C).", "I think so", "B"},
    {"number:0.5", "The answer is 18.4.", "The answer is 18.6.", "I think so", "18"},
    {"regex:Answer: (?<answer>\\w+)", "Answer: yes", "Answer: no", "yes", "yes"},
    {"any_of:exact", "a quarter", "a third", " ", "[\"1/4\", \"a quarter\"]"},
};

} // namespace

TEST_CASE("every rule has a name, a version and a summary, and is made by its name") {
    std::set<std::string> names;
    for (const RuleInfo &rule : rules()) {
        CAPTURE(std::string(rule.name));
        CHECK(names.insert(rule.name).second);
        CHECK(ruleVersion(rule.name) == rule.version);
        CHECK(rule.version >= 1);
        CHECK(std::string(rule.summary).size() > 10);
        const bool alone = std::string(rule.argument).empty();
        const auto listed = ruleNames();
        CHECK((std::find(listed.begin(), listed.end(), rule.name) != listed.end()) == alone);
        const auto made = ruleByName(rule.name);
        CHECK(made.has_value() == alone);
        if (made) CHECK((*made)->name() == rule.name);
    }
    CHECK(ruleForms().size() == names.size());
    for (const char *name :
         {"math", "boxed", "minerva", "choice", "gsm8k_strict", "gsm8k_flexible", "number", "regex", "any_of"})
        CHECK(names.contains(name));
}

TEST_CASE("an argument that a rule cannot use is refused with what it takes") {
    for (const auto &[name, code] : {std::pair{"maths", "reward.unknown_rule"},
                                     {"math:1", "reward.unknown_rule"},
                                     {"number", "reward.rule_argument"},
                                     {"number:-1", "reward.rule_argument"},
                                     {"number:x", "reward.rule_argument"},
                                     {"regex", "reward.rule_argument"},
                                     {"regex:(", "reward.rule_argument"},
                                     {"any_of", "reward.rule_argument"},
                                     {"any_of:any_of:math", "reward.rule_argument"},
                                     {"any_of:maths", "reward.unknown_rule"}}) {
        CAPTURE_BOUND(name);
        const auto made = ruleByName(name);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == code);
        CHECK(made.error().field == "rule");
        CHECK_FALSE(made.error().remedy.empty());
    }
}

TEST_CASE("cut texts and texts without an answer have no vote under any rule") {
    for (const auto &[rule, right, wrong, without, reference] : kExamples) {
        CAPTURE_BOUND(rule);
        const auto good = graded(rule, right, reference), bad = graded(rule, wrong, reference),
                   none = graded(rule, without, reference),
                   cut = graded(rule, right, reference, Json::object(), "length");
        CHECK(good.correct);
        CHECK(good.answer);
        CHECK_FALSE(bad.correct);
        CHECK(bad.answer);
        CHECK(bad.answer != good.answer);
        CHECK_FALSE(none.correct);
        CHECK_FALSE(none.answer);
        CHECK_FALSE(none.wellFormed);
        CHECK_FALSE(cut.correct);
        CHECK_FALSE(cut.answer);
        CHECK(cut.scorable);
        CHECK_FALSE(answerOfCompletion(**ruleByName(rule), right, "length"));
        CHECK_FALSE(graded(rule, right, " ").scorable);
    }
}

TEST_CASE("boxes are compared as the benchmark does, in their order") {
    CHECK(isRight("boxed", "\\boxed{10\\text{ units}}", "10"));
    CHECK(isRight("boxed", "\\boxed{1} and then \\boxed{\\dfrac{1}{2}}", "a solution with \\boxed{\\frac12}"));
    CHECK_FALSE(isRight("boxed", "\\boxed{4, 10}", "10, 4"));
    CHECK_FALSE(isRight("boxed", "\\boxed{0.25}", "\\frac14")); // no arithmetic
    CHECK_FALSE(graded("boxed", "\\boxed{\\frac12", "1/2").answer);
    CHECK(isRight("math", "\\boxed{4, 10}", "10, 4"));
    CHECK(isRight("math", "\\boxed{0.25}", "\\frac14"));
}

TEST_CASE("the published filters of GSM8K compare digits") {
    CHECK(isRight("gsm8k_strict", "#### 1,000", "#### 1000"));
    CHECK(isRight("gsm8k_strict", "#### 18.", "18"));
    CHECK(isRight("gsm8k_strict", "#### 18\n#### 20", "18")); // the first one
    CHECK_FALSE(isRight("gsm8k_strict", "#### 18.00", "18"));
    CHECK_FALSE(isRight("gsm8k_strict", "#### $18", "18"));
    CHECK_FALSE(isRight("gsm8k_strict", "####18", "18"));
    CHECK(isRight("gsm8k_strict", "#### -3", "-3"));
    CHECK(isRight("gsm8k_flexible", "that makes $18.", "#### 18"));
    CHECK(isRight("gsm8k_flexible", "from 20 to -3", "-3"));
    CHECK_FALSE(isRight("gsm8k_flexible", "#### 18\nNext: 5 apples", "18")); // it talked on
    CHECK(answerOf("gsm8k_flexible", "3 apples. Well") == "3");
    CHECK(answerOf("gsm8k_flexible", "$ , .") == "none");
    const auto rows = readJsonl(LAPIDARY_TEST_DATA "/gsm8k/test_first20.jsonl");
    REQUIRE(rows.has_value());
    for (const auto &row : rows->rows) {
        const std::string answer = row.value["answer"];
        for (const char *rule : {"gsm8k", "gsm8k_strict", "gsm8k_flexible"}) CHECK(isRight(rule, answer, answer));
    }
}

TEST_CASE("letters of options") {
    for (const char *text : {"The answer is (B).",
                             "The answer is B.",
                             "Answer: B",
                             "**Answer:** B",
                             "\\boxed{B}",
                             "$\\boxed{\\text{(B)}}$",
                             "B",
                             "(b)",
                             "B.",
                             "B) 12 dollars",
                             "The correct option is B",
                             "First I thought the answer is A. But the answer is B.",
                             "<answer>B</answer>",
                             "The answer is B because 2 + 2 = 4.",
                             "Answer:\nB",
                             "so it is 5\nAnswer : B",
                             "= 32400\nCorrect answer - B",
                             "The longest. Answer B",
                             "that is 12\nB",
                             "CORRECT OPTION:OPTION B"}) {
        CAPTURE(std::string(text));
        CHECK(answerOf("choice", text) == "B");
    }
    for (const char *text : {"The answer is B or C.", "A train leaves", "I think so", "The answer is Bob", "", "Zebra",
                             "The answer is a number.", "The answer is A train", "\\boxed{12}", "(B", "\\boxed{B} or C",
                             "Option B is incorrect", "This gives us B"}) {
        CAPTURE(std::string(text));
        CHECK(answerOf("choice", text) == "none");
    }
    CHECK(isRight("choice", "the answer is (c)", "C"));
    CHECK(isRight("choice", "C", "(C)"));
}

TEST_CASE("numbers within a tolerance, exactly at its edge") {
    CHECK(isRight("number:0.1", "The answer is 0.3.", "0.2"));
    CHECK_FALSE(isRight("number:0.1", "The answer is 0.30000001.", "0.2"));
    CHECK(isRight("number:1%", "#### 101", "100"));
    CHECK_FALSE(isRight("number:1%", "#### 101.01", "100"));
    CHECK(isRight("number:1%", "#### -99", "-100"));
    CHECK(isRight("number:0", "#### 1/3", "1/3"));
    CHECK_FALSE(isRight("number:0", "#### 0.3333", "1/3"));
}

TEST_CASE("a pattern takes its last match") {
    CHECK(answerOf("regex:[0-9]+", "1 and 22") == "22");
    CHECK(answerOf("regex:Answer: (?<answer>[a-z]+)!", "Answer: yes! Answer: no!") == "no");
    CHECK(answerOf("regex:x*", "aaa") == "none");
    CHECK(answerOf("regex:a", "\xFF") == "none");
    CHECK(answerOf("regex:(a+)+$", std::string(5000, 'a') + "b") == "none"); // it would take for ever
    CHECK((*ruleByName("regex:a:b"))->name() == "regex:a:b");
}

TEST_CASE("one of several references is enough") {
    const Json row = {{"references", {"1/2", 3}}};
    CHECK(graded("any_of:math", "\\boxed{0.5}", "", row).correct);
    CHECK(graded("any_of:math", "\\boxed{3}", "", row).correct);
    CHECK_FALSE(graded("any_of:math", "\\boxed{2}", "", row).correct);
    CHECK(graded("any_of:math", "\\boxed{2}", "", row).answer == "2");
    CHECK_FALSE(graded("any_of:math", "\\boxed{2}", "", Json{{"references", Json::array()}}).scorable);
    CHECK(graded("any_of:exact", "x", "x").correct);
    CHECK(graded("any_of:number:1", "#### 4", "[1, 3]").correct);
    CHECK(graded("any_of:gsm8k", "<<1+1=2>>#### 4", "[1, 4]").steps.size() == 1);
}

TEST_CASE("a recorded run of the game of 24 is counted as its authors counted it") {
    const auto rows = readJsonl(LAPIDARY_TEST_DATA "/game24/gpt4_standard.jsonl");
    REQUIRE(rows.has_value());
    int samples = 0, right = 0, solved = 0;
    for (const auto &row : rows->rows) {
        int rightHere = 0;
        for (const Json &answer : row.value["answers"]) {
            const bool correct =
                graded("game24", answer[0].get<std::string>(), "", Json{{"numbers", row.value["numbers"]}}).correct;
            CHECK(correct == answer[2].get<bool>());
            samples += answer[1].get<int>();
            rightHere += correct ? answer[1].get<int>() : 0;
        }
        right += rightHere;
        solved += rightHere > 0;
    }
    CHECK(samples == 10000);
    CHECK(right == 734);
    CHECK(solved == 33);
}

TEST_CASE("the game of 24 takes each number once and computes exactly") {
    const Json row = {{"numbers", {3, 3, 8, 8}}};
    CHECK(graded("game24", "Some thoughts\nAnswer: 8 / (3 - 8 / 3) = 24", "", row).correct); // not with doubles
    CHECK_FALSE(graded("game24", "Answer: 8 * 3 = 24", "", row).correct);
    CHECK_FALSE(graded("game24", "Answer: 24", "", row).correct);
    CHECK_FALSE(graded("game24", "Answer: (3 * 8) + (8 - 8) * 3 = 24", "", row).correct);
    CHECK_FALSE(graded("game24", "Answer: system(1)", "", row).answer);
    CHECK(graded("game24", "8 + 3 + 8 - 3", "16", row).correct);
}
