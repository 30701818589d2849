// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace lapidary::math {

/// What a command of LaTeX is for.
struct Meaning {
    enum class Kind {
        Unknown,
        Function,
        Letter,
        Skipped,
        Text,
        Face,
        Sign,
        Relation,
        Environment
    } kind = Kind::Unknown;
    std::string name{}; ///< of a function or letter, or the sign that it stands for (core/text/answer/math/lexer.h)
};
Meaning meaningOf(std::string_view command);

/// The measure that a word in lower case names, the same for all its names ("centimeters", "cm"); empty where it names
/// none that is known.
std::string_view measureOf(std::string_view word);

} // namespace lapidary::math
