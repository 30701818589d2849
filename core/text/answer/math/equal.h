// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace lapidary::math {

struct Equality {
    /// Whether an inequality may answer where the reference is an interval. Off, as in Math-Verify: it could be copied
    /// from the question.
    bool inequalityForInterval = false;
};

/// Whether an answer says what the reference says, both without the words around them: the same number (1/2, 0.5,
/// \frac12, 50\%; a decimal of six digits or more stands for what it is rounded from), expression (2k+2, 2(k+1)), set,
/// tuple, interval, list in any order, equation up to a factor, inequality, matrix, or word. Measures are left out
/// unless both have one and they differ. First by exact forms (normal.h), then by values (numeric.h); what neither can
/// decide is not equal. Bounded in work.
bool sameAnswer(std::string_view reference, std::string_view answer, const Equality &how = {});

/// One text for equal answers, as far as exact forms reach: "0.5" for "\frac{1}{2}", "2*k+2" for "2(k+1)". What is no
/// mathematics comes without what only sets it.
std::string canonicalAnswer(std::string_view answer);

/// A text without what only sets it: blanks that part nothing, $, \left, \!, a point at its end.
std::string plainText(std::string_view text);
/// The letters and signs of a word alone: "(C)" is "C", "Even" is "even".
std::string plainLetters(std::string_view text);

} // namespace lapidary::math
