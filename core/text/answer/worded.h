// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// A text with its numbers as digits and its marks of an answer as announcedNumber() knows them: full-width signs
/// ("１，２００" → "1,200"), Chinese numerals ("一千二百", "1.5万"), numbers in English words ("twenty-five"),
/// "答案是", "或" … What is not surely a number stays as it is ("一样", "one of them").
std::string withDigits(std::string_view text);

/// announcedNumber() of withDigits(); a text of one short line that announces nothing may be its answer alone, with a
/// unit ("18 apples", "十八个").
std::optional<std::string> statedNumber(std::string_view text);

/// The value of a Chinese numeral ("三百零五", "两万五", "二〇二四"), in digits. Nothing where it is not well formed.
std::optional<std::string> chineseNumber(std::string_view numeral);

/// The value of a number in English words ("one hundred and five", "Twenty-Five"). Nothing where it is not well formed.
std::optional<std::string> englishNumber(std::string_view words);

} // namespace lapidary
