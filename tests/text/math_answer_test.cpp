// SPDX-License-Identifier: Apache-2.0
// Which answers to mathematical problems are equal, how they are found, and that nothing a model writes costs more than
// its length.
#include "core/base/json.h"
#include "core/text/answer/math/equal.h"
#include "core/text/answer/math/found.h"
#include "core/text/answer/math/normal.h"
#include "core/text/answer/math/published.h"
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/work.h"
#include "tests/support/capture.h"
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <vector>

using namespace lapidary;
using namespace lapidary::math;

namespace {

const std::string kFolder = LAPIDARY_TEST_DATA "/math_answers/";

Json casesOf(const char *file) {
    std::ifstream in(kFolder + file);
    std::ostringstream text;
    text << in.rdbuf();
    const auto read = parseJson(text.str());
    REQUIRE(read.has_value());
    return (*read)["cases"];
}

struct Pair {
    std::string reference, answer;
};

const Pair kEqual[] = {
    {"\\frac{1}{2}", "0.5"},
    {"\\frac12", "1/2"},
    {"1\\frac{1}{2}", "\\frac32"},
    {"1 1/2", "1.5"},
    {"2(k+1)", "2k+2"},
    {"\\sqrt{12}", "2\\sqrt3"},
    {"\\sqrt2\\cdot\\sqrt{3}", "\\sqrt 6"},
    {"\\frac{1}{\\sqrt3}", "\\frac{\\sqrt{3}}{3}"},
    {"\\frac{1}{1+\\sqrt2}", "\\sqrt2-1"},
    {"\\sin 30^\\circ", "\\frac12"},
    {"\\cos(\\pi/3)", "0.5"},
    {"\\log_2 8", "3"},
    {"5!", "120"},
    {"\\binom{5}{2}", "10"},
    {"50\\%", "0.5"},
    {"50\\%", "50"},
    {"34\\%", "\\frac{17}{50}"},
    {"10\\text{ cm}", "10"},
    {"10\\text{ cm}", "10\\text{ centimeters}"},
    {"x^2-1", "(x-1)(x+1)"},
    {"\\frac{x^2-1}{x-1}", "x+1"},
    {"\\frac1x+\\frac1y", "\\frac{x+y}{xy}"},
    {"\\sin 2x", "2\\sin x\\cos x"},
    {"(2,100)", "(2, 100)"},
    {"\\{1,2\\}", "\\{2,1\\}"},
    {"1,2", "2,1"},
    {"x=1\\text{ or }x=2", "1, 2"},
    {"(-\\infty,2)\\cup(3,\\infty)", "(3,\\infty)\\cup(-\\infty,2)"},
    {"x<2\\text{ or }x>3", "(-\\infty,2)\\cup(3,\\infty)"},
    {"x\\ge 2", "[2,\\infty)"},
    {"x>2", "2<x"},
    {"2x+4y=6", "x+2y-3=0"},
    {"\\text{(C)}", "C"},
    {"\\text{Monday}", "monday"},
    {"\\text{even}", "$even$"},
    {"6-5i", "-5i+6"},
    {"\\frac{1}{i}", "-i"},
    {"(1+i)^2", "2i"},
    {"3\\pm\\sqrt2", "3+\\sqrt2,3-\\sqrt2"},
    {"2\\begin{pmatrix}1\\\\2\\end{pmatrix}", "\\begin{bmatrix}2\\\\4\\end{bmatrix}"},
    {"4210_{5}", "4210_5"},
    {"2^10", "1024"},
    {"\\log_2 128", "7"},
    {"\\log_10 1000", "3"},
    {"a_{37}", "a_37"},
    {"\\frac34", "0.75"},
    {"1,234", "1234"},
    {"\\$32,\\!348", "32348"},
    {"0.333333", "\\frac13"},
    {"0.666666", "\\frac23"},
    {"3.14159265", "\\pi"},
    {"\\sqrt[3]{-8}", "-2"},
    {"\\sqrt[3]{16}", "2\\sqrt[3]{2}"},
    {"90^\\circ", "90\\text{ degrees}"},
    {"2.5 \\times 10^{3}", "2500"},
    {"\\emptyset", "\\varnothing"},
    {"y=2x+1", "2x+1"},
    {"\\overline{AB}=5", "5"},
    {"a_3 = 2, a_{37} = 19", "a_{37} = 19, a_3 = 2"},
    {"\\{1\\}\\cup\\{2,3\\}", "\\{3,2,1\\}"},
    {"\\mathbb{R}", "(-\\infty,\\infty)"},
    {"45^\\circ", "\\frac{\\pi}{4}"},
    {"45^\\circ", "45"},
    {"\\sqrt{\\frac{1}{2}}", "\\frac{\\sqrt2}{2}"},
    {"2^{1/3}", "\\sqrt[3]{2}"},
    {"\\sqrt{-4}", "2i"},
    {"i\\sqrt2", "\\sqrt{-2}"},
    {"a<b<c", "c>b>a"},
    {"\\left(-\\infty, 0\\right]", "(-\\infty,0]"},
    {"(1,+\\infty)", "(1,\\infty)"},
    {"10^{-3}", "0.001"},
    {"\\frac{-10}{9}", "-\\frac{10}9"},
    {"2\\frac{1}{2}\\%", "2.5\\%"},
    {"\\text{Answer: } 5", "5"},
    {"\\frac{3}{4}\\approx 0.75", "0.75"},
    {"x_1=1,x_2=2", "1,2"},
    {"\\left\\{ 1,2 \\right\\}", "\\{1,2\\}"},
    {"\\$5.00", "5"},
    {"\\text{no solution}", "\\text{No solution}"},
    {"(x+1)^2", "x^2+2x+1"},
    {"5=x", "5"},
    {"\\frac{1}{2}\\pi r^2", "\\pi r^2/2"},
    {"x \\geq 5 \\text{ and } x<7", "x\\geq 5, x<7"},
    {"\\operatorname{lcm}(4,6)", "12"},
    {"\\frac{a}{b}+\\frac{c}{d}", "\\frac{ad+bc}{bd}"},
    {"e^{2x}", "(e^x)^2"},
    {"\\ln(x^2y)", "\\ln(yx^2)"},
    {"-2<x<3", "3>x>-2"},
    {"-2<x<3", "(-2,3)"},
    {"3,5,7", "\\{3,5,7\\}"},
    {"y = 3x-2", "3x-y=2"},
    {"\\frac{\\pi}{6}, \\frac{5\\pi}{6}", "\\frac{5\\pi}6,\\frac\\pi6"},
    {"0.\\overline{3}", "0.\\overline{3}"},
    {"\\tan 45^\\circ", "1"},
    {"1-\\frac{\\sqrt{3}}{2}", "\\frac{2-\\sqrt3}{2}"},
    {"\\cos\\frac{\\pi}{5}", "\\frac{1+\\sqrt5}{4}"},
    {"\\sqrt{3+2\\sqrt2}", "1+\\sqrt2"},
    {"\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "\\begin{bmatrix}1&2\\\\3&4\\\\\\end{bmatrix}"},
    {"\\begin{vmatrix} 1 & 2 \\\\ 3 & 4 \\end{vmatrix}", "\\begin{vmatrix} 1 & 2 \\\\ 3 & 4 \\end{vmatrix}"},
    {"4x^3+2", "2+4x^{3}"},
    {"\\boxed{5}", "5"},
    {"n^2+n", "n(n+1)"},
};

const Pair kDifferent[] = {
    {"\\frac{1}{23}", "\\frac{12}{3}"},
    {"1 1/2", "11/2"},
    {"10\\text{ minutes}", "10\\text{ hours}"},
    {"10\\text{ cm}", "11\\text{ cm}"},
    {"x^2+1", "(x-1)(x+1)"},
    {"x", "\\sqrt{x^2}"},
    {"x", "\\left|x\\right|"},
    {"(1,2)", "(2,1)"},
    {"\\{1,2\\}", "(1,2)"},
    {"1,2", "1,2,3"},
    {"1,2,3", "1,2"},
    {"a_3=2,a_{37}=19", "a_3=19,a_{37}=2"},
    {"(-\\infty,2)", "x<2"}, // it could be copied from the question
    {"x>2", "[2,\\infty)"},
    {"x>2", "x<2"},
    {"x>0", "-x>0"},
    {"2x+4y=6", "x+2y=4"},
    {"\\text{even}", "odd"},
    {"n\\text{ is even}", "n\\text{ is odd}"},
    {"e", "E"},
    {"\\begin{pmatrix}1\\\\2\\end{pmatrix}", "\\begin{pmatrix}1&2\\end{pmatrix}"},
    {"52_8", "52"},
    {"1,234", "1.234"},
    {"0.33", "\\frac13"},
    {"0.333", "\\frac13"},
    {"3.14", "\\pi"},
    {"3.14159", "\\pi"},
    {"0.0000672", "\\frac{1}{14881}"},
    {"0.5000001", "0.5"},
    {"0.5000001", "\\frac12"},
    {"0.4999999", "\\frac12"},
    {"10^{40}", "10^{41}"},
    {"10^{-40}", "10^{-41}"},
    {"9^{9^{9^9}}", "9^{9^{9^8}}"},
    {"2x=1", "1"},
    {"5", "-5"},
    {"34\\%", "3400"},
    {"12 \\text{ and } 13", "25"},
    {"18", "18\\text{ or }19"},
    {"x + a", "x + b"}, // units of one letter are none
    {"c^2", "d^2"},
    {"45^\\circ", "\\frac{\\pi}{3}"},
    {"[-2,3]", "(-2,3)"},
    {"y = 3x-2", "3x-y=3"},
    {"5\\sqrt{2}", "5\\sqrt{3}"},
    {"\\text{Monday}", "\\text{Tuesday}"},
    {"100", "10"},
    {"12", "1,2"},
    {"1,2", "1.2"},
};

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

} // namespace

TEST_CASE("Math-Verify's recorded pairs of texts are equal or not as it says") {
    int seen = 0;
    for (const Json &each : casesOf("math_verify_even.json")) {
        Forms forms{false, false};
        for (const Json &kind : each["match_types"]) (kind == "latex" ? forms.latex : forms.plain) = true;
        const auto reference = mathAnswerIn(each["gold"].get<std::string>(), forms),
                   answer = mathAnswerIn(each["pred"].get<std::string>(), forms);
        const Equality how{.inequalityForInterval = each.value("allow_set_relation_comp", false)};
        CAPTURE(each["gold"]);
        CAPTURE(each["pred"]);
        CHECK((reference && answer && sameAnswer(*reference, *answer, how)) == (each["expected"] == 1));
        ++seen;
    }
    CHECK(seen == 127);
}

TEST_CASE("the benchmark's own pairs are equal or not by its normalisation") {
    int seen = 0;
    for (const Json &each : casesOf("hendrycks_is_equiv.json")) {
        REQUIRE(each["upstream_function_agrees"] == true);
        CAPTURE(each["name"]);
        CHECK((hendrycksForm(each["a"].get<std::string>()) == hendrycksForm(each["b"].get<std::string>())) ==
              each["expected"].get<bool>());
        ++seen;
    }
    CHECK(seen == 16);
}

TEST_CASE("every worked solution of MATH says the answer that is recorded for it, and no other") {
    std::ifstream in(kFolder + "math500_first250.jsonl");
    std::set<std::string> answers;
    int solutions = 0;
    for (std::string line; std::getline(in, line); ++solutions) {
        const auto row = parseJson(line);
        REQUIRE(row.has_value());
        const std::string answer = (*row)["answer"];
        const auto found = mathAnswerIn((*row)["solution"].get<std::string>());
        REQUIRE(found.has_value());
        CAPTURE(answer);
        CAPTURE(*found);
        CHECK(sameAnswer(answer, *found));
        answers.insert(answer);
    }
    CHECK(solutions == 250);
    std::set<std::set<std::string>> alike;
    for (const auto &one : answers)
        for (const auto &other : answers)
            if (one != other && sameAnswer(one, other)) alike.insert({one, other});
    const std::set<std::set<std::string>> wanted = {
        {"5", "x=5"}, {"120", "120^\\circ"}, {"30", "30^\\circ"}, {"90", "90^\\circ"}};
    CHECK(alike == wanted);
}

TEST_CASE("a power behind the bracket of a function is one of the function") {
    CHECK(sameAnswer("\\sin^2(x)", "sin(x)^2"));
    CHECK(sameAnswer("(\\cos(x))^3", "cos(x)^3"));
    CHECK_FALSE(sameAnswer("\\sin(x^2)", "sin(x)^2"));
    CHECK(sameAnswer("512", "2^3^2"));
}

TEST_CASE("answers are equal by what they mean") {
    for (const auto &[reference, answer] : kEqual) {
        CAPTURE_BOUND(reference);
        CAPTURE_BOUND(answer);
        CHECK(sameAnswer(reference, answer));
    }
    for (const auto &[reference, answer] : kDifferent) {
        CAPTURE_BOUND(reference);
        CAPTURE_BOUND(answer);
        CHECK_FALSE(sameAnswer(reference, answer));
    }
    CHECK(sameAnswer("(-\\infty,2)", "x<2", {.inequalityForInterval = true}));
}

TEST_CASE("equal answers have one text, by which they vote") {
    for (const auto &[text, canonical] : {Pair{"\\frac{1}{2}", "0.5"},
                                          {".5", "0.5"},
                                          {"\\frac13", "1/3"},
                                          {"\\$32,\\!348", "32348"},
                                          {"3\\sqrt{13}", "3*sqrt(13)"},
                                          {"\\sqrt{117}", "3*sqrt(13)"},
                                          {"2(k+1)", "2*k+2"},
                                          {"x=5", "5"},
                                          {"90^\\circ", "90"},
                                          {"28\\%", "28"},
                                          {"\\text{(C)}", "C"},
                                          {"5, 3, 7", "3, 5, 7"},
                                          {"\\left( 3, \\frac{\\pi}{2} \\right)", "(3, 0.5*pi)"},
                                          {"(2,\\infty)", "(2, infty)"},
                                          {"\\text{Evelyn}", "evelyn"},
                                          {"\\unknown{3}", "\\unknown{3}"}})
        CHECK(canonicalAnswer(text) == canonical);
}

TEST_CASE("the answer is what is marked last") {
    for (const auto &[text, answer] :
         {Pair{"We get \\boxed{5}, no: \\boxed{6}", "6"},
          {"\\boxed{5}. Final Answer: The final answer is $6$. I hope it is correct.", "6"},
          {"The final answer is 6. But wait: \\boxed{5}", "5"},
          {"\\boxed{1}, \\boxed{2} and \\boxed{3}", "1, 2, 3"},
          {"\\boxed{4}\n\\boxed{4}", "4"},
          {"The answer is 18 dollars a day.", "18 dollars"},
          {"<answer>\\frac{1}{2}</answer>", "\\frac{1}{2}"},
          {"#### 72", "72"},
          {"Therefore $x \\geq 5$ is the solution.", "x \\geq 5"},
          {"There are 12 of them.", "12"},
          {"it costs 1,000.99 euros", "1,000.99"},
          {"2nd of 3rd", ""},
          {"Answer: Evelyn", "Evelyn"},
          {"nothing is said here", ""}}) {
        CAPTURE_BOUND(text);
        CHECK(mathAnswerIn(text).value_or("") == answer);
    }
}

TEST_CASE("Minerva's normalisation leaves what it leaves") {
    for (const auto &[text, form] : {Pair{"x = 5", "5"},
                                     {"$\\frac12$", "\\frac{1}{2}"},
                                     {"1,234 dollars", "1234"},
                                     {"10\\text{ cm}", "10"},
                                     {"90^\\circ", "90"},
                                     {"\\boxed{7}", "7"},
                                     {"a dog", "dog"}})
        CHECK(minervaForm(text) == form);
}

TEST_CASE("what is no mathematics is not read, and nothing costs more than its length") {
    const std::vector<std::string> unread = {"\\frac{1}",
                                             "(1",
                                             "1)",
                                             "\\sqrt",
                                             "^",
                                             "1 2",
                                             "\\input{/etc/passwd}",
                                             "\\write18{ls}",
                                             "x_",
                                             "\\begin{pmatrix}1&2\\\\3\\end{pmatrix}",
                                             std::string("1\0", 2),
                                             "\xFF\xFE",
                                             "[1,2,3)",
                                             "\\left",
                                             repeated("(", 5000),
                                             repeated("{", 1000),
                                             repeated("\\frac", 200),
                                             repeated("\\sqrt[", 150),
                                             repeated("-", 1000),
                                             repeated("1,", 5000),
                                             repeated("2^", 500),
                                             repeated("\\text{", 180),
                                             repeated("|", 1100)};
    for (const auto &text : unread) {
        CAPTURE(text.substr(0, 40));
        CHECK_FALSE(readMath(text).has_value());
    }
    const std::vector<std::string> costly = {"9^{9^{9^{9}}}",
                                             "(1+x)^{4000}",
                                             "1000000!",
                                             "((((1+x)^{30})^{30})^{30})^{30}",
                                             "1" + repeated("0", 199) + "^{4000}",
                                             "\\sin 10^{300}",
                                             "1e99^{99}",
                                             "\\frac{1}{0}",
                                             "\\frac{1}{x-x}",
                                             "(a+b+c+d+e)(f+g+h+j+k)(l+m+n+o+p)(q+r+s+t+u)"};
    for (const auto &text : costly) {
        CAPTURE(text);
        CHECK(readMath(text).has_value());
        CHECK_FALSE(sameAnswer(text, "1"));
    }
    CHECK_FALSE(readMath("1" + repeated("0", 200)).has_value()); // more digits than an answer has
    for (const char *piece : {"\\boxed{", "####", "#### ", "$", "answer is ", "\\boxed 1 ", "1 ", "<answer>", "\\("})
        CHECK(mathAnswerIn(repeated(piece, 20000)).value_or("").size() < 2000000);
}

TEST_CASE("a comparison does a bounded amount of work, and what it leaves open is not equal") {
    CHECK(Work::spend(10 * Work::kMost)); // nobody counts
    {
        const Work outer;
        CHECK(Work::spend(Work::kMost / 2));
        {
            const Work inner;
            CHECK(Work::spend(Work::kMost / 2 - 1));
            CHECK_FALSE(Work::spend(1));
        }
        CHECK_FALSE(Work::spend(1));
    }
    CHECK(Work::spend(10 * Work::kMost));
    CHECK(sameAnswer("((1+x)^{30})^{6}", "((x+1)^{6})^{30}"));
    CHECK(sameAnswer("((1+x)^{30})^{6}, 2", "2, ((x+1)^{6})^{30}"));
    std::string one, other; // 40 such powers, each compared with each
    for (int i = 1; i <= 40; ++i) {
        const std::string number = std::to_string(i);
        one += (i > 1 ? "," : "") + std::string("((1+x)^{30})^6+") + number;
        other = number + "+((x+1)^6)^{30}" + (i > 1 ? "," : "") + other;
    }
    REQUIRE(one.size() < 1200);
    CHECK(readMath(one).has_value());
    CHECK_FALSE(sameAnswer(one, other));
    std::string values, turned;
    for (int i = 1; i <= 60; ++i) {
        values += (i > 1 ? "," : "") + std::string("\\sin ") + std::to_string(i) + "x";
        turned = "\\sin " + std::to_string(i) + "y" + (i > 1 ? "," : "") + turned;
    }
    CHECK(sameAnswer(values, values + " "));
    CHECK_FALSE(sameAnswer(values, turned));
}
