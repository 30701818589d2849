// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/node.h"
#include <optional>
#include <string_view>

namespace lapidary::math {

/// How commas between digits are meant, which a text alone does not always tell.
enum class Commas {
    Group,   ///< "1,234" is one number
    Part,    ///< "1,234" is two
    Decimal, ///< "1,22" is 1.22
};

struct Token {
    enum class Kind { Number, Letter, Command, Text, Relation, Sign, Begin, End } kind = Kind::Sign;
    std::string text{}; ///< of a sign itself, with "," for everything between parts and "\\\\" between rows
    Rational number{};
    int places = -1;
    bool spaced = false; ///< white space stands before it
    bool is(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
};

/// LaTeX as models and people write it, and plain text ("sqrt(3)", "x >= 5", "3 cm"), without what only sets it (\left,
/// \!, \displaystyle, $). Nothing where a command is unknown or something stands that no mathematics is made of.
std::optional<std::vector<Token>> tokensOf(std::string_view text, Commas commas);

/// Words that are a measure: "cm", "dollars"; in lower case. One letter is none: it may be a quantity.
bool isMeasure(std::string_view word);

/// The length of the group that `text` begins with, both braces counted; 0 where it does not begin with one, or where
/// nothing ends it.
std::size_t groupLength(std::string_view text);

} // namespace lapidary::math
