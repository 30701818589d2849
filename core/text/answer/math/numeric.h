// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/node.h"

namespace lapidary::math {

enum class Same { Yes, No, Unknown };

/// Whether two expressions have the same value to 30 digits at several points: fixed numbers of both signs for their
/// letters, the same ones for the same letter, computed with 50 digits. It decides what exact forms leave open (nested
/// roots, logarithms, angles). Unknown where they have no finite value at enough points.
Same compareValues(const Node &a, const Node &b);

/// Whether a decimal whose last place is worth `unit` is a value without letters, rounded or cut off there.
Same compareRounded(const Node &decimal, const Node &value, const Rational &unit);

} // namespace lapidary::math
