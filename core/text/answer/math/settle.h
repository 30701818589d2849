// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/node.h"
#include <optional>

namespace lapidary::math {

/// What an answer says, without what is said beside it: "x = 2 + 3 = 5" is x = 5, "x ≈ 1.3" behind a value is left out,
/// "x ∈ S" is S, "3 ± 1" the list of 4 and 2, a product of matrices the matrix, "5 > x" is x < 5.
Node settled(const Node &value);

/// "x", "f(x)", "P(A)", "|AB|", "(p, q)", "AB/CD" and the like: what a value can be assigned to.
bool isName(const Node &value);
/// "x = 5"
bool isAssignment(const Node &value);

/// A value without its measure: "10 cm" is 10 and "cm". What has letters keeps them.
struct Measured {
    Node value{};
    std::string measure{};
};
Measured withoutMeasure(const Node &value);

/// The set that an inequality describes, as an Interval, a Tuple (an open one) or a Union; nothing for others.
std::optional<Node> intervalOf(const Node &relation);

bool hasLetters(const Node &value);

} // namespace lapidary::math
