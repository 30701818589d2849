// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// The first number of a text as people write it ("$1,234.50", "-7", "3.0 %") in canonical form ("1234.5", "-7", "3"),
/// so that equal numbers are equal strings however many digits they have. Nothing where no number begins at once after
/// spaces, currency signs and a sign.
std::optional<std::string> leadingNumber(std::string_view text);

/// The same for a text that is one number and nothing else (units as in "18 dollars" are something else).
std::optional<std::string> wholeNumber(std::string_view text);

} // namespace lapidary
