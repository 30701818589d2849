// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace lapidary::bench {

std::string processorName();
std::string commitName(); ///< LAPIDARY_COMMIT, else that of the sources' folder; "unknown" without git
double loadAverage();     ///< of the last minute

bool resetPeakMemory(); ///< false where the system does not allow it: peaks are then those of the whole process
std::optional<std::int64_t> peakMemory(); ///< bytes resident at most since then

} // namespace lapidary::bench
