// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

/// The classes of characters that tokenizers ask for.
namespace lapidary::unicode {

bool isSpace(char32_t code);       ///< White_Space
bool isWord(char32_t code);        ///< \w of UTS 18: alphabetic, marks, decimal digits, connectors, the two joiners
bool isNumeric(char32_t code);     ///< N*
bool isPunctuation(char32_t code); ///< P*, and the symbols of ASCII
bool isMark(char32_t code);        ///< M*
bool isNonspacingMark(char32_t code);
bool isOther(char32_t code); ///< Cc, Cf, Co; not what is unassigned
std::vector<char32_t> lower(char32_t code);

} // namespace lapidary::unicode
