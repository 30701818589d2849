// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>

namespace lapidary::stats {

/// The chance that the answer with `most` votes is likelier than the one with `next`, under the uniform prior on their
/// shares: P(p > 1/2) for p ~ Beta(most + 1, next + 1) (Aggarwal et al. 2023, arXiv 2305.11860). Of whole numbers it
/// is exactly 2^-(m+n+1) · sum of C(m+n+1, j) for j from 0 to m. Errors: stats.range (a negative number, more than
/// 1000000 votes).
Result<double> chanceOfLead(std::int64_t most, std::int64_t next);

} // namespace lapidary::stats
