// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <span>
#include <vector>

namespace lapidary::stats {

/// p-values that were all looked at, corrected so that the chance of any false alarm among them stays below the level
/// (Holm 1979, step-down): of m values in ascending order the i-th becomes max over j ≤ i of min(1, (m - j + 1) p_j).
/// They come back in the order given. It holds for tests that depend on each other, as arms on the same problems do.
/// Errors: stats.empty, stats.range (outside [0, 1], not a number).
Result<std::vector<double>> holm(std::span<const double> p);

} // namespace lapidary::stats
