// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/step_rows.h"

namespace lapidary {

std::int64_t stepsFor(std::size_t rows, const TrainOptions &options) {
    const auto perStep = options.batchSize * options.accumulation;
    return (static_cast<std::int64_t>(rows) + perStep - 1) / perStep;
}

} // namespace lapidary
