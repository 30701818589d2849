// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/options.h"
#include "core/engine/train/row_order.h"

namespace lapidary {

/// The rows of each forward pass of the next optimiser step: gradient_accumulation_steps batches, or those that the
/// source states, each in passes of at most `rowsPerPass` rows (0: of all its rows). A last step of an epoch is
/// shorter: it does not borrow from the next. `Order`: a RowOrder, which gives numbers, or a RowSource, which gives
/// rows of several sets.
template <class Order> auto rowsOfStep(Order &order, const TrainOptions &options, std::int64_t rowsPerPass) {
    std::vector<decltype(order.next(1))> passes;
    const auto stated = order.steps();
    const std::int64_t batches = stated ? stated->batches : options.accumulation;
    for (std::int64_t i = 0; i < batches && (i == 0 || !order.epochEnds()); ++i) {
        const auto batch = order.next(static_cast<std::size_t>(options.batchSize));
        const bool whole = rowsPerPass <= 0 || (stated && rowsPerPass >= options.batchSize); // as it is stated
        const std::size_t most = whole ? batch.size() : static_cast<std::size_t>(rowsPerPass);
        for (std::size_t begin = 0; begin < batch.size(); begin += most) {
            const auto end = std::min(batch.size(), begin + most);
            passes.emplace_back(batch.begin() + static_cast<std::ptrdiff_t>(begin),
                                batch.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
    return passes;
}

/// Puts `more` behind the rows of an algorithm; they are drawn from the next epoch on. Returns how many these are.
template <class Row> Result<std::int64_t> append(std::vector<Row> &rows, RowOrder &order, std::vector<Row> more) {
    if (auto grown = order.grow(more.size()); !grown) return unexpected(grown.error());
    const auto count = static_cast<std::int64_t>(more.size());
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return count;
}

/// Optimiser steps of one pass over so many rows.
std::int64_t stepsFor(std::size_t rows, const TrainOptions &options);
template <class Order> std::int64_t stepsFor(const Order &order, std::size_t rows, const TrainOptions &options) {
    const auto stated = order.steps();
    return stated ? stated->inEpoch : stepsFor(rows, options);
}

} // namespace lapidary
