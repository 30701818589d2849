// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/text/answer/arithmetic.h"
#include "core/text/answer/expression.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

std::string valueIn(std::string_view text) {
    const auto expression = readExpression(text);
    const auto value = expression ? valueOf(*expression) : std::nullopt;
    return value ? toText(*value) : "none";
}

/// A sum of small numbers, as text.
std::string randomText(Rng &rng, int depth) {
    if (depth == 0 || rng.below(3) == 0) return std::to_string(rng.below(30));
    const char op = "+-*/"[rng.below(4)];
    return "(" + randomText(rng, depth - 1) + " " + op + " " + randomText(rng, depth - 1) + ")";
}

} // namespace

TEST_CASE("an expression has its exact value") {
    CHECK(valueIn("37 + 48 - 12") == "73");
    CHECK(valueIn("2 + 3 * 4") == "14");
    CHECK(valueIn("(2 + 3) * 4") == "20");
    CHECK(valueIn("0.1 + 0.2") == "0.3");
    CHECK(valueIn("1 / 3 * 3") == "1");
    CHECK(valueIn("1 / 3") == "1/3");
    CHECK(valueIn("-3 + 5") == "2");
    CHECK(valueIn("8 \xC3\xB7 2 \xC3\x97 4") == "16");
    CHECK(valueIn("1,200 - 1") == "1199");
    CHECK(valueIn("10 - 3 - 2") == "5");
}

TEST_CASE("what is no expression has no value") {
    for (const char *text : {"", "1 +", "+ 1", "(1", "1)", "1 2", "x + 1", "1 / 0", "2 ^ 3", "9223372036854775807 + 1",
                             "12,34 + 1", "system(1)", "1.2.3"})
        CHECK_MESSAGE(valueIn(text) == "none", text);
    CHECK(valueIn(std::string(100, '(') + "1" + std::string(100, ')')) == "none");
    std::string many = "1";
    for (int i = 0; i < 300; ++i) many += "+1";
    CHECK(valueIn(many) == "none");
}

TEST_CASE("exact values agree with floating point on random expressions") {
    Rng rng(3, "expressions");
    int compared = 0;
    for (int i = 0; i < 2000; ++i) {
        const std::string text = randomText(rng, 3);
        const auto expression = readExpression(text);
        REQUIRE_MESSAGE(expression.has_value(), text);
        const auto exact = valueOf(*expression);
        const auto rough = evaluateArithmetic(text);
        if (!exact) continue; // a division by 0
        REQUIRE_MESSAGE(rough.has_value(), text);
        const double value = static_cast<double>(exact->above) / static_cast<double>(exact->below);
        CHECK_MESSAGE(std::abs(value - *rough) <= 1e-9 * std::max(1.0, std::abs(*rough)), text);
        ++compared;
    }
    CHECK(compared > 1500);
}

TEST_CASE("a fraction is written as a number is read") {
    for (const char *text : {"0", "7", "-7", "0.5", "-0.25", "12.34", "1/3", "-22/7"})
        CHECK(toText(*readFraction(text)) == text);
    CHECK(toText(*readFraction("4.50")) == "4.5");
    CHECK(toText(*readFraction("10/4")) == "2.5");
    for (const char *text : {"", "-", "1.", "a", "1/0", "99999999999999999999", "1e5"})
        CHECK_MESSAGE(!readFraction(text).has_value(), text);
}
