// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::symbolic {

/// A formula in pieces: names (letters, digits, _, with ? in front also), numbers, and signs of one or more characters.
/// "and", "or" and "not" are signs too. Errors: tool.bad_input with what is none of these.
Result<std::vector<std::string>> wordsIn(const std::string &text, const std::string &field);

bool isName(std::string_view word);   ///< begins with a letter or _, and is no sign
bool isNumber(std::string_view word); ///< begins with a digit

/// What cannot be read in `field`: tool.bad_input.
unexpected<Error> badText(const std::string &field, const std::string &found, const Sentence &expected);

} // namespace lapidary::symbolic
