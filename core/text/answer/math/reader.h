// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/lexer.h"

namespace lapidary::math {

/// The whole text as mathematics: numbers, fractions, roots, functions, sets, intervals, tuples, lists, equations,
/// inequalities, matrices, percentages, angles and measures, in LaTeX or plainly. Nothing where it is none, where
/// something is left over, and beyond the bounds of node.h. Never runs what it reads.
std::optional<Node> readMath(std::string_view text, Commas commas = Commas::Group);

} // namespace lapidary::math
