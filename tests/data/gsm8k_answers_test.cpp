// SPDX-License-Identifier: Apache-2.0
// Which answer of a worked solution counts. Right forms are what the published grader, lm-evaluation-harness's filters,
// OpenCompass's repaired parser and open-instruct's verifier agree on; wrong ones would pay for a number that was not
// said, or for several at once.
#include "core/data/tasks/gsm8k.h"
#include "core/text/answer/announced.h"
#include "core/text/answer/quantity.h"
#include "tests/support/capture.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Case {
    std::string response, reference;
};

const Case kRight[] = {
    {"So \\boxed{8,000}.", "8000"},
    {"\\boxed{8{,}000}", "8000"},
    {"\\boxed{\\$1,250.50}", "1250.5"},
    {"Thus \\[ \\boxed{42} \\]", "42"},
    {"$\\boxed{-7}$", "-7"},
    {"\\boxed{ 18\\text{ dollars} }", "18"},
    {"We get \\boxed{5}, no: \\boxed{6}", "6"},
    {"The answer is $\\boxed{18}$. I hope it is correct.", "18"},
    {"The answer is \\( 18 \\).", "18"},
    {"#### $1,000", "1000"},
    {"#### -3", "-3"},
    {"#### +3", "3"},
    {"#### 18%", "18"},
    {"#### \\$18", "18"},
    {"#### 18.00", "18"},
    {"**Answer:** 18", "18"},
    {"Answer: 18 dollars", "18"},
    {"Final Answer: The final answer is 18", "18"},
    {"<answer>18</answer>", "18"},
    {"\\boxed{\\text{18}}", "18"},
    {"\\boxed{x = 18}", "18"},
    {"\\fbox{18}", "18"},
    {"\\boxed 18", "18"},
    {"\\boxed{1.8\\times 10^1}", "18"},
    {"\\boxed{\\frac{1}{2}}", "0.5"},
    {"#### 18\nQ: next\n#### 20", "18"},
    {"She makes 9 * 2 = $<<9*2=18>>18.\n#### 18", "18"},
    {"so it is\nA: 18", "18"},
    {"The final answer is: **$18**", "18"},
    {"18", "18"},
    {"#### 0.50", "0.5"},
    {"#### Step 1\n9*2=18\n#### 18", "18"},
    {"#### Final Answer\n\\boxed{18}", "18"},
    {"#### Answer: 18", "18"},
    {"##### 18", "18"},
    {"#### **18**", "18"},
    {"#### \\boxed{18}", "18"},
    {"####\n18", "18"},
    {"####18 eggs", "18"},
    {"The answer is 9 * 2 = 18 dollars.", "18"},
    {"The answer is 18 because 9 * 2 = 18.", "18"},
    {"The answer is 18, not 19.", "18"},
    {"The answer is 18 dollars for 3 days.", "18"},
    {"The answer is 18 dollars per day.", "18"},
    {"The answer is 18.\nI hope the answer is correct.", "18"},
    {"The answer is 18. This answer is correct.", "18"},
    {"The answer is \\$1,000", "1000"},
    {"the ANSWER is 18", "18"},
    {"**Final Answer**: $18$", "18"},
    {"**Answer**: 18", "18"},
    {"Answer = 18", "18"},
    {"The answer is $x = 18$", "18"},
    {"Therefore, the answer is therefore 18", "18"},
    {"<answer>\n 1,000 dollars\n</answer>", "1000"},
    {"<think>3 or 4</think><answer>18</answer>", "18"},
    {"<answer>$18</answer>\n", "18"},
    {"\\boxed{18}", "18"},
    {"$$\\boxed{18\\%}$$", "18"},
    {"\\boxed{18^\\circ}", "18"},
    {"\\boxed{10,\\!000}", "10000"},
    {"\\boxed{-\\frac{3}{4}}", "-0.75"},
    {"\\boxed{\\frac13}", "1/3"},
    {"\\boxed{\\dfrac{2}{6}}", "1/3"},
    {"The answer is 3/4", "0.75"},
    {"\\boxed{18 \\text{ cm}}", "18"},
    {"\\boxed{18\\text{cm}}", "18"},
    {"\\boxed{18 m}", "18"},
    {"The answer is \342\210\2227.", "-7"},
    {"#### -$3", "-3"},
    {"#### $-3", "-3"},
    {"#### .5", "0.5"},
    {"#### 1,234,567.50", "1234567.5"},
    {"#### 007", "7"},
    {"#### -0", "0"},
    {"####\302\24018", "18"},
    {"#### \342\202\25418", "18"},
    {"The answer is 18!", "18"},
    {"The answer is 18\343\200\202", "18"},
    {"A: x\nA: 18", "18"},
    {"A: 3 eggs are eaten, so 16-3=13 remain. The answer is 18.", "18"},
    {"\\boxed{17} is wrong, I had forgotten one. So \\boxed{18}", "18"},
    {"The answer is 17. Wait, no, I forgot one. The answer is 18.", "18"},
    {"\\boxed{18} or equivalently \\boxed{18.0}", "18"},
    {"Answer: 18\n\nThe answer is 18.", "18"},
    {"Answer:\n18", "18"},
    {"The answer is 18</s>", "18"},
    {"The answer is 18 hours.", "18"},
    {"The answer is 18-inch boards", "18"},
    {"The answer is 18 eggs/day", "18"},
    {"The answer is 18/day", "18"},
    {"The answer is `18`", "18"},
    {"#### 18 years old", "18"},
    {"Answer: The farmer earns it.\nThe answer is 18", "18"},
    {"The answer is 18.\nAnswer: The farmer earns 18 dollars.", "18"},
};

/// Against the number that a careless reader would find.
const Case kWrong[] = {
    {"\\boxed{8,000}", "8"},
    {"\\boxed{8{,}000}", "8"},
    {"\\boxed{-7}", "7"},
    {"The answer is between 18 and 20", "18"},
    {"\\boxed{18, 19}", "18"},
    {"#### 18 or 19", "18"},
    {"#### 18, 19", "18"},
    {"#### 18,19", "18"},
    {"#### 18 19", "18"},
    {"#### 1 000", "1"},
    {"#### 1 000", "1000"},
    {"#### 1.000,5", "1"},
    {"#### 1.000,5", "1000.5"},
    {"#### 1.000.000", "1"},
    {"#### 0,500", "0"},
    {"#### 1'000", "1"},
    {"#### 1_000", "1"},
    {"#### 1,0000", "1"},
    {"#### 18-20", "18"},
    {"#### 18 - 20", "18"},
    {"#### 18\342\200\22320", "18"},
    {"#### 18 to 20", "18"},
    {"#### 18 thousand", "18"},
    {"#### 18k", "18"},
    {"#### 18K", "18"},
    {"#### 18 million", "18"},
    {"#### 18 bn", "18"},
    {"#### 1.8e3", "1.8"},
    {"#### 1e5", "1"},
    {"#### 18 and a half", "18"},
    {"#### 18 1/2", "18"},
    {"#### 18\302\275", "18"},
    {"#### 18\302\262", "18"},
    {"#### 18^2", "18"},
    {"\\boxed{18x}", "18"},
    {"\\boxed{18\\pi}", "18"},
    {"\\boxed{18 \\pi}", "18"},
    {"\\boxed{18\\sqrt{2}}", "18"},
    {"\\boxed{18\\frac{1}{2}}", "18"},
    {"\\boxed{18!}", "18"},
    {"\\boxed{18} or \\boxed{19}", "18"},
    {"\\boxed{18} or \\boxed{19}", "19"},
    {"\\boxed{18}, \\boxed{19}", "19"},
    {"\\boxed{18}\n\\boxed{19}", "19"},
    {"\\boxed{18} or 19", "18"},
    {"\\boxed{18 \\text{ or } 19}", "18"},
    {"\\boxed{18\\ 19}", "18"},
    {"\\boxed{18;19}", "18"},
    {"\\boxed{\\{18, 19\\}}", "18"},
    {"\\boxed{(18, 19)}", "18"},
    {"\\boxed{x = 18, y = 19}", "18"},
    {"\\boxed{x=18 \\text{ or } x=19}", "18"},
    {"The answer is either 18 or 19", "18"},
    {"The answer is 18 or the answer is 19", "19"},
    {"The answer is 18 or the answer is 19", "18"},
    {"The answer is 17. The answer is 18.", "18"},
    {"The answer is 18. Or maybe 19.", "18"},
    {"The answer is 18?", "18"},
    {"The answer is 18, maybe 19", "18"},
    {"The answer is 18, perhaps", "18"},
    {"If the answer is 18, then x", "18"},
    {"The answer is not 18", "18"},
    {"The answer is 18. No, the answer is unknown", "18"},
    {"The answer is about 18", "18"},
    {"The answer is 18/19", "18"},
    {"The answer is 1/2", "1"},
    {"The answer is 9*2", "9"},
    {"The answer is 9 * 2 = 19", "19"},
    {"The answer is 9 * 2 = 19", "9"},
    {"The answer is 3 * 6 + 0", "3"},
    {"The answer is 18 times 2", "18"},
    {"<answer>18</answer><answer>19</answer>", "19"},
    {"<answer>18 or 19</answer>", "18"},
    {"<answer>18, 19</answer>", "18"},
    {"<answer>18", "18"},
    {"\\boxed{18", "18"},
    {"Answer:\n1. Compute\n2. Add", "1"},
    {"#### 1. Compute\n9*2\n", "1"},
    {"Answer:\n- 3 eggs", "-3"},
    {"#### 18\n#### 19", "18"},
    {"#### 18 #### 19", "18"},
    {"#### 17 18 19 20", "17"},
    {"A: 18 or 19", "18"},
    {"A: 17 A: 18", "18"},
    {"18 19", "18"},
    {"18 or 19", "18"},
    {"18,19", "1819"},
    {"#### \357\274\221\357\274\230", "18"},
    {"#### 18\344\270\207", "18"},
    {"#### 18:30", "18"},
    {"16 eggs, of which 18 remain", "18"},
    {"#### eighteen", "18"},
    {"#### 180", "18"},
    {"#### 18.5", "18"},
    {"The answer is 18 of 20 or 19", "18"},
    {"The answer is 18 for Tom and 20 for Jerry", "18"},
    {"#### --18", "18"},
    {"#### -+18", "18"},
    {"####- 18", "18"},
    {"#### (18)", "-18"},
    {"The answer is 18 \\pm 1", "18"},
    {"The answer is 18\302\2611", "18"},
    {"The answer is 18 \302\261 1", "18"},
    {"\\boxed{18_2}", "18"},
    {"\\boxed{18}\\text{ or }\\boxed{19}", "19"},
    {"Answer: 17\n\nAnswer: 18", "18"},
    {"Answer: 18|19", "18"},
    {"Answer: 18\\19", "18"},
    {"Answer: 18\t19", "18"},
    {"The answer is 18 and 19", "18"},
    {"The answer is 18 & 19", "18"},
    {"The answer is >18", "18"},
    {"The answer is 18+", "18"},
    {"The answer is 18 or more", "18"},
    {"The answer is at least 18", "18"},
    {"The answer is 18 dozen or so", "18"},
    {"The answer is 1 8", "1"},
    {"The answer is 1 8", "18"},
    {"#### 18\342\200\257000", "18"},
    {"#### 18\342\200\211000", "18"},
    {"#### 18 hundred", "18"},
    {"#### 5 + 13", "5"},
    {"#### $18.5.3", "18.5"},
    {"\\boxed{1}\\boxed{2}\\boxed{3}\\boxed{18}", "18"},
    {"\\boxed{1} \\boxed{2} \\boxed{18}", "18"},
    {"<answer>1</answer> <answer>18</answer>", "18"},
    {"#### 18 = 19", "18"},
    {"#### 18=19", "18"},
    {"The answer is 18 \342\206\222 19", "18"},
    {"The answer is 18x19", "18"},
    {"The answer is 18 x 19", "18"},
    {"The answer is 18, 19, 20", "18"},
    {"The answer is 18.19.20", "18"},
    {"The answer is 18 (or 19)", "18"},
    {"The answer is 18 [19]", "18"},
    {"The answer is 18..19", "18"},
    {"The answer is 18...19", "18"},
    {"The answer is 25% of 72 = 18", "18"},
    {"The answer is 25% of 72 = 18", "25"},
    {"The answer is 18. But it may be 19.", "18"},
    {"#### 18\nOr maybe 19", "18"},
    {"\\boxed{18}\n\nor 19", "18"},
    {"The answer is 18.\n\nBut 19 is possible too.", "18"},
    {"A: 3 eggs are eaten, so 16-3=13 remain.", "3"},
};

Verdict grade(const std::string &response, const std::string &reference) {
    return makeGsm8kRule()->grade({.id = {}, .prompt = {}, .reference = reference}, response);
}

} // namespace

TEST_CASE("a number is found in every form that people and models give it") {
    for (const auto &[response, reference] : kRight) {
        CAPTURE_BOUND(response);
        const auto verdict = grade(response, reference);
        CAPTURE_BOUND(reference);
        CHECK_MESSAGE(verdict.correct, verdict.answer.value_or("none"));
    }
}

TEST_CASE("several answers, doubted ones and parts of numbers earn nothing") {
    for (const auto &[response, reference] : kWrong) {
        CAPTURE_BOUND(response);
        CAPTURE_BOUND(reference);
        CHECK(!grade(response, reference).correct);
    }
}

TEST_CASE("an answer reads as itself") {
    for (const auto &[response, reference] : kRight) {
        const auto answer = announcedNumber(response);
        REQUIRE(answer);
        for (const std::string mark : {"#### ", "A: ", "The answer is ", "\\boxed{"})
            CHECK(announcedNumber(mark + *answer + (mark.back() == '{' ? "}" : "")) == answer);
    }
}

TEST_CASE("quantities have the value of their form") {
    const auto value = [](std::string_view text) {
        return readQuantity(text).value_or(NumberInText{"none", {}}).canonical;
    };
    CHECK(value("3/4") == "0.75");
    CHECK(value("-6/4") == "-1.5");
    CHECK(value("6/3") == "2");
    CHECK(value("1/3") == "1/3");
    CHECK(value("10/-4") == "10"); // no quotient of whole numbers: what stands behind is looked at elsewhere
    CHECK(value("1/0") == "1");
    CHECK(value("0/5") == "0");
    CHECK(value("1/1024") == "0.0009765625");
    CHECK(value("999999999/7") == "999999999/7");
    CHECK(value("\\frac{-3}{4}") == "-0.75");
    CHECK(value("-\\dfrac{7}{2} miles") == "-3.5");
    CHECK(value("\\frac{9}{\\sqrt{9}}") == "3");
    CHECK(value("\\frac{\\sqrt{9}}\\sqrt4") == "1.5");
    CHECK(value("\\frac{9}{\\sqrt{8}}") == "none");
    CHECK(value("\\frac{1}{0}") == "none");
    CHECK(value("\\frac{x}{2}") == "none");
    CHECK(value("2.5\\times 10^{3}") == "2500");
    CHECK(value("-2.5 \\cdot 10^{-2}") == "-0.025");
    CHECK(value("2 * 10^31") == "2");
    CHECK(value("9*2=18") == "18");
    CHECK(value("18 = 9 * 2") == "18");
    CHECK(value("$1,000 + 500 = $1,500") == "1500");
    CHECK(value("9*2=19") == "");
    CHECK(value("1/0=1") == "");
    CHECK(value("=18") == "none");
}

TEST_CASE("a long number is whole or none, and many marks take no time") {
    const std::string digits(300, '7'), more(500, '7');
    CHECK(announcedNumber("#### " + digits) == digits);
    CHECK_FALSE(announcedNumber("#### " + more).has_value());
    CHECK_FALSE(announcedNumber("\\boxed{" + more + "}").has_value());
    const auto repeated = [](const std::string &part, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += part;
        return all;
    };
    for (const char *part : {"\\boxed{", "####", "#### ", "answer is ", "answer is 1 ", "answer is 1 or ", "<answer>",
                             "A: 1 2\n", "-", "1=", "\\boxed{1} ", "#### 1 2 ", "\xFF", "answer"}) {
        CAPTURE(part);
        CHECK_FALSE(announcedNumber(repeated(part, 20000) + "?").value_or("1") != "1");
    }
}
