// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <string>
#include <vector>

namespace lapidary::symbolic {

/// A formula of logic and sums as a tree: a sign with its parts ("neg" is a minus in front), or a name or number.
struct Formula {
    std::string word;
    std::vector<Formula> parts{};
    /// A statement by its sign: of "=" it is the parts that tell.
    bool isStatement() const;
};

/// From weak to strong: <->, -> (to the right), or, and, not, = != < <= > >= (one), + -, * /, minus, ^. Errors:
/// tool.bad_input.
Result<Formula> readFormula(const std::string &text, const std::string &field);

} // namespace lapidary::symbolic
