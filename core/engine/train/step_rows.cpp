// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/step_rows.h"

namespace lapidary {

std::vector<std::vector<std::size_t>> rowsOfStep(RowOrder &order, const TrainOptions &options,
                                                 std::int64_t rowsPerPass) {
    std::vector<std::vector<std::size_t>> passes;
    for (std::int64_t i = 0; i < options.accumulation && (i == 0 || !order.epochEnds()); ++i) {
        const auto batch = order.next(static_cast<std::size_t>(options.batchSize));
        const std::size_t most = rowsPerPass > 0 ? static_cast<std::size_t>(rowsPerPass) : batch.size();
        for (std::size_t begin = 0; begin < batch.size(); begin += most) {
            const auto end = std::min(batch.size(), begin + most);
            passes.emplace_back(batch.begin() + static_cast<std::ptrdiff_t>(begin),
                                batch.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
    return passes;
}

std::int64_t stepsFor(std::size_t rows, const TrainOptions &options) {
    const auto perStep = options.batchSize * options.accumulation;
    return (static_cast<std::int64_t>(rows) + perStep - 1) / perStep;
}

} // namespace lapidary
