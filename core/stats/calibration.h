// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <span>
#include <vector>

namespace lapidary::stats {

struct CalibrationBin {
    double low = 0, high = 0; ///< (low, high]; the first one includes 0
    std::int64_t count = 0;
    double confidence = 0, accuracy = 0; ///< means; 0 where the bin is empty
};

struct Calibration {
    double ece = 0; ///< expected: Σ_b |B_b|/n |accuracy - confidence|
    double mce = 0; ///< the largest gap of a bin that is not empty
    std::vector<CalibrationBin> bins;
};

/// Expected calibration error over bins of equal width (Naeini et al. 2015; Guo et al. 2017).
/// Errors: stats.length, stats.empty, stats.range (bins < 1, confidences outside [0, 1]).
Result<Calibration> calibration(std::span<const double> confidence, std::span<const bool> correct,
                                std::int64_t bins = 15);

} // namespace lapidary::stats
