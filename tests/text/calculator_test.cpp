// SPDX-License-Identifier: Apache-2.0
// The calculator: exact, bounded, and nothing but a calculator.
#include "core/base/json.h"
#include "core/text/answer/calculator.h"
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

std::string exact(std::string_view sum) {
    const auto value = calculate(sum);
    return value ? value->exact : value.error().code;
}

} // namespace

TEST_CASE("a calculator computes exactly") {
    CHECK(exact("16 - 3 - 4") == "9");
    CHECK(exact("(16 - 3 - 4) * 2") == "18");
    CHECK(exact("0.1 + 0.2") == "0.3");
    CHECK(exact("1/3 * 3") == "1");
    CHECK(exact("10/4") == "2.5");
    CHECK(exact("1/3") == "1/3");
    CHECK(exact("15% * 200") == "30");
    CHECK(exact("-2 - -3") == "1");
    CHECK(exact("2^10") == "1024");
    CHECK(exact("2^3^2") == "512");
    CHECK(exact("(2^3)^2") == "64");
    CHECK(exact("7%-3") == "-2.93");
    CHECK(exact("2^-2") == "0.25");
    CHECK(exact("1,200 \xC3\x97 2 \xC3\xB7 3") == "800");
    CHECK(exact("5!") == "120");
    CHECK(exact("123456789012345678901234567890 * 10") == "1234567890123456789012345678900");
    CHECK(exact("\\frac{1}{2} + \\frac13") == "5/6");
    CHECK(calculate("2/3")->decimal == "0.666667");
    CHECK(calculate("-2/3")->decimal == "-0.666667");
    CHECK(calculate("1/2000000")->decimal == "0.0000005"); // it ends
    CHECK(calculate("1/3000000")->decimal == "0");
}

TEST_CASE("what would leave the calculator is refused") {
    for (const char *text : {"",
                             "x + 1",
                             "system(1)",
                             "__import__('os')",
                             "1; 2",
                             "1, 2",
                             "1 = 1",
                             "\\input{/etc/passwd}",
                             "a",
                             "\\pi",
                             "1 + ",
                             "sqrt(2",
                             "$(ls)",
                             "`ls`",
                             "{1, 2}",
                             "\\write18{rm}",
                             "../../etc/passwd",
                             "5 cm",
                             "7%3",
                             "10 % (2+1)"}) {
        CAPTURE(std::string(text));
        CHECK(exact(text) == "tool.bad_input");
    }
    CHECK(exact(std::string(600, '1')) == "tool.bad_input");
    std::string nested(100, '(');
    nested += '1';
    nested.append(100, ')');
    CHECK(exact(nested) == "tool.bad_input");
    for (const char *text : {"1/0", "9^9^9^9", "1000!", "2^(1/2)", "2^5000", "1/(1-1)", "((9^99)^99)^99", "0^-1"}) {
        CAPTURE(std::string(text));
        CHECK(exact(text) == "tool.no_value");
    }
}

TEST_CASE("an open annotation goes on with its value") {
    CHECK(calculatorContinuation("She makes 9 * 2 = $<<9*2=") == "18>>");
    CHECK(calculatorContinuation("<<1+1=2>> and <<10/4=") == "2.5>>");
    CHECK(calculatorContinuation("<<10/3=") == "3.333333>>");
    CHECK(calculatorContinuation("<<15%*200=") == "30>>");
    for (const char *text :
         {"", "9*2=", "<<9*2", "<<9*2=18>>", "<<9*2=18>>=", "<<1=1=", "<<x=", "<<1/0=", "<<=", "<< >>="})
        CHECK_FALSE(calculatorContinuation(text));
}

TEST_CASE("a text tells where the calculator wrote") {
    using Spans = std::vector<CalculatedSpan>;
    CHECK(calculatedSpans("<<9*2=18>> is <<1/2=0.5>>, x=3") == Spans{{6, 10}, {20, 25}});
    CHECK(calculatedSpans("<<9*2=19>>").empty()); // the model's own
    CHECK(calculatedSpans("<<x=3>> 9*2=18>>").empty());
    CHECK(calculatedSpans("<<9*2=18").empty());
    CHECK(calculatedSpans("").empty());
}

TEST_CASE("the annotations of the published solutions are what the calculator writes") {
    std::ifstream in(LAPIDARY_TEST_DATA "/gsm8k/test_first20.jsonl");
    int seen = 0;
    for (std::string line; std::getline(in, line);) {
        const std::string answer = (*parseJson(line))["answer"];
        for (std::size_t at = 0; (at = answer.find("<<", at)) != answer.npos; ++at) {
            const auto equals = answer.find('=', at), close = answer.find(">>", at);
            const auto value = calculatorContinuation(answer.substr(0, equals + 1));
            REQUIRE(value.has_value());
            CAPTURE(answer.substr(at, close - at));
            CHECK(exact(value->substr(0, value->size() - 2)) == exact(answer.substr(equals + 1, close - equals - 1)));
            ++seen;
        }
    }
    CHECK(seen > 50);
}
