// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>

namespace lapidary {

/// The value of a sum such as "(3+4)*2/.5" or "15%*200": numbers, + - * / ( ) and a percent sign behind a number.
/// Nothing for anything else, for a division by zero, and beyond 64 nested brackets. Never runs code.
std::optional<double> evaluateArithmetic(std::string_view expression);

} // namespace lapidary
