// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// How far what is said behind a mark reaches.
enum class Reach {
    Sentence, ///< to its end, or that of the line
    Line,
    All, ///< a box or a tag holds the answer and nothing beside it
};

/// What is said behind a mark such as "#### " or "The answer is".
struct Statement {
    bool number = false;                ///< a number begins there …
    std::optional<std::string> value{}; ///< … and it is the only answer that is given, in canonical form
    std::size_t length = 0;             ///< up to the end of that number
};

/// Reads "18", "$1,000 a day", "x = 18", "\text{18}", "9 * 2 = 18", "\frac{1}{2}", "1.8\times 10^1". As a reward must
/// not pay for it, there is no value where a second number is named ("18 or 19", "18, 19", "18 to 20"), where the
/// number is but a part of what is meant ("18 thousand", "18 and a half", "18x", "3 1/2"), or where it is doubted ("18,
/// maybe").
Statement readStatement(std::string_view behind, Reach reach);

/// "or", "maybe" …: words that offer another answer.
bool isHedge(std::string_view word);

} // namespace lapidary
