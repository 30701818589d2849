// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/row_order.h"

namespace lapidary {

/// The order in which a training sees its rows: shuffled, or as they stand; and where rows of tokens have a key "step",
/// in just these steps, each in the batches that a key "micro_batch" tells, or in those of the settings without it. So
/// is another program's training replayed, whose last batches of an epoch were shorter. Errors: data.bad_row where
/// steps or batches do not follow each other, where the order is shuffled, or where a row was left out.
Result<RowSourcePtr> rowSourceOf(const TrainContext &context, std::size_t rows, const TrainOptions &options);
/// The same, into `order`.
Status openOrder(RowOrder &order, const TrainContext &context, std::size_t rows, const TrainOptions &options);

} // namespace lapidary
