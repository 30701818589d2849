// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/options.h"
#include "core/engine/train/row_order.h"

namespace lapidary {

/// The rows of each forward pass of the next optimiser step: gradient_accumulation_steps batches, each in passes of at
/// most `rowsPerPass` rows (0: of all its rows). A last step of an epoch is shorter: it does not borrow from the next.
std::vector<std::vector<std::size_t>> rowsOfStep(RowOrder &order, const TrainOptions &options,
                                                 std::int64_t rowsPerPass);

/// Puts `more` behind the rows of an algorithm; they are drawn from the next epoch on. Returns how many these are.
template <class Row> Result<std::int64_t> append(std::vector<Row> &rows, RowOrder &order, std::vector<Row> more) {
    if (auto grown = order.grow(more.size()); !grown) return unexpected(grown.error());
    const auto count = static_cast<std::int64_t>(more.size());
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return count;
}

/// Optimiser steps of one pass over so many rows.
std::int64_t stepsFor(std::size_t rows, const TrainOptions &options);

} // namespace lapidary
