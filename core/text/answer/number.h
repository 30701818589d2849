// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// A number that a text begins with, and what stands behind it.
struct NumberInText {
    std::string canonical; ///< "1234.5", "-7", "3"
    std::string_view rest;
};

/// The first number of a text as people write it ("$1,234.50", "-7", "3.0 %", "8{,}000") in canonical form, so that
/// equal numbers are equal strings however many digits they have. Nothing where no number begins at once after spaces,
/// currency signs, emphasis and a sign; and nothing where it could be read in two ways, or a part of it would be lost:
/// digits that commas group otherwise than by three ("18,19", "0,500"), a second point ("1.000,5"), apostrophes
/// ("1'000").
std::optional<NumberInText> readNumber(std::string_view text);

/// The same without what stands behind.
std::optional<std::string> leadingNumber(std::string_view text);

/// The same for a text that is one number and nothing else (units as in "18 dollars" are something else).
std::optional<std::string> wholeNumber(std::string_view text);

} // namespace lapidary
