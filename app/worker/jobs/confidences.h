// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/job/job.h"
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

/// How far what the answers of a bucket say of themselves can be trusted.
class Confidences {
public:
    /// A line of answers.jsonl. One without "confidence", or that cannot be scored, tells nothing.
    void add(const Json &row);
    /// Puts {"problems", "ece", "ece_floor"} over ten bins beside a bucket's totals, as "calibration"; nothing where no
    /// answer told how sure it was. Errors: stats.range, for a confidence outside of [0, 1].
    Status tell(Json &bucket) const;

private:
    std::vector<double> how_{};
    std::vector<char> right_{};
};

/// Says what it put there.
void tellOfCalibration(const Json &totals, JobContext &context);

} // namespace lapidary
