// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/fraction.h"
#include <vector>

namespace lapidary {

/// A sum or product as it was written: "(3 + 4) * 2 / 5".
struct Expression {
    char op = 0;                     ///< + - * /; 0: a number
    Fraction number{};               ///< of a number
    std::vector<Expression> parts{}; ///< two, where there is an operator
};

/// The whole text: numbers ("1,200", "4.5"), + - * / × ÷ · − and brackets. Nothing for anything else, and beyond 64
/// nested brackets or 256 numbers. Never runs code.
std::optional<Expression> readExpression(std::string_view text);

/// Exactly. Nothing for a division by 0 and beyond 63 bits.
std::optional<Fraction> valueOf(const Expression &expression);

/// A number, or one that is written as the quotient of two: "13/3".
std::optional<Fraction> literalOf(const Expression &expression);

/// The numbers that it was written with, from left to right.
std::vector<Fraction> numbersIn(const Expression &expression);

} // namespace lapidary
