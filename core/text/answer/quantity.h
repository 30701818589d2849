// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/number.h"

namespace lapidary {

/// What a text begins with: a number, or a form that has its value: "9 * 2 = 18", "3/4", "\frac{3}{4}", "1.8\times
/// 10^1". A quotient is a decimal where that ends, else a reduced fraction. An equation that does not hold has an empty
/// canonical form. Nothing where no number begins at once.
std::optional<NumberInText> readQuantity(std::string_view text);

} // namespace lapidary
