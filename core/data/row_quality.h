// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/row_texts.h"
#include <cstdint>
#include <span>
#include <string_view>

namespace lapidary {

/// What may be wrong with a row, as a look at its words alone tells. None is sure: a person looks.
enum class RowFlag : std::uint8_t {
    EmptyAnswer,
    Repeats,
    CutOff,
    NoEndMark,
    CopiesPrompt,
    Refusal,
    OddCharacters,
    VeryShort, ///< beside the other rows: outliers()
    VeryLong
};
inline constexpr std::size_t kRowFlags = 9;

struct RowFlagInfo {
    RowFlag flag;
    std::string_view tag; ///< what rows are tagged with
};
std::span<const RowFlagInfo> rowFlags();

using RowFlagSet = std::uint16_t;
constexpr RowFlagSet bitOf(RowFlag flag) {
    return static_cast<RowFlagSet>(1u << static_cast<unsigned>(flag));
}

/// The flags that a row alone tells:
/// - EmptyAnswer: an answer of white space alone, where no tool is called;
/// - Repeats: the same words again and again (repeated_words.h);
/// - CutOff: an answer that ends within a sentence (behind a comma, an opening bracket, or a word such as "the"), or
///   within a block of code;
/// - NoEndMark: prose of eight words and more without a mark at its end, which was not found to be cut off;
/// - CopiesPrompt: an answer that says all of the last question again, where that has thirty letters and more;
/// - Refusal: an answer that begins by refusing, in the words that models use, in English and Chinese;
/// - OddCharacters: characters that nobody sees: controls, marks of direction, U+FFFD, what Unicode has set aside.
RowFlagSet flagsOf(const RowTexts &texts);

/// How long a row is, in characters of all its texts.
std::int64_t charactersOf(const RowTexts &texts);

/// Where the usual ends: the modified z-score of the logarithm of the lengths (Iglewicz and Hoaglin 1993: 0.6745 of the
/// distance from the median in median absolute deviations) is beyond 3.5. Nothing is unusual among fewer than ten rows,
/// or among rows of one length.
struct UsualLengths {
    std::int64_t least = 0, most = INT64_MAX; ///< characters; shorter is VeryShort, longer VeryLong
};
UsualLengths usualLengths(std::vector<std::int64_t> lengths);

} // namespace lapidary
