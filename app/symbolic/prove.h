// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary::symbolic {

/// {"do": "prove", "premises": ["x > 3", "y = x + 1"], "goal": "y > 4"}, by Z3: whether the goal follows. Gives
/// {"verdict": "proved", "refuted" (its opposite follows), "open" (neither), "contradiction" (of the premises: all
/// would follow) or "unknown" (too hard), "example": {"x": "4", …}, where premises can hold without the goal}.
/// Formulas: and, or, not, ->, <->, parentheses, = != < <= > >=, + - * / ^ (whole powers up to 8), true, false, names.
/// A name stands for a statement or for a real number, as it is used; the premise "int n, m" makes these whole.
/// Something divided by 0 is some number. Errors: tool.bad_input.
Result<Json> prove(const Json &question);

} // namespace lapidary::symbolic
