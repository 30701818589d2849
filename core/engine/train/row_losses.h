// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// Where a row of a batch stands in the data.
struct RowLine {
    std::int64_t place = 0; ///< of the row in the batch; several lines may be packed into one
    std::int64_t line = 0;  ///< of the file, 1-based; 0: not known
    std::int64_t set = 0;   ///< 0: the rows that are learnt; 1: those of earlier data beside them
};
/// MicroBatch::tensors: the lines of a batch. They stay where the loop is, whatever the device.
inline constexpr const char *kLines = "lines";
at::Tensor linesTensor(const std::vector<RowLine> &lines);

/// What each row of a forward pass cost. Nothing is copied from a device before somebody asks.
struct RowLosses {
    at::Tensor lines_N3, losses_B;
};
/// Of a pass whose batch knows its lines and whose loss tells one number for each row: tensor "row_losses", or of pairs
/// "losses". Nothing of others.
std::optional<RowLosses> rowLossesOf(const MicroBatch &batch, const LossResult &result);

inline constexpr std::size_t kMostRowsTold = 64; ///< of a step, the costliest
/// The rows of a step as an event tells them, the costliest first: {"of": all rows, "rows": [{"lines": [12], "loss":
/// 0.7, "data"?: "replay"}]}. A loss that is not finite is null and comes first.
Json batchOf(const std::vector<RowLosses> &passes);

} // namespace lapidary
