// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/row_source.h"

namespace lapidary {

/// The rows of one data set, shuffled anew each epoch or in the order of the file: a RowSource of one set, by numbers.
class RowOrder {
public:
    RowOrder() : RowOrder(0, false, 0) {}
    RowOrder(std::size_t rows, bool shuffle, std::uint64_t seed)
        : source_(shuffle ? shuffledRows(rows, seed) : rowsInOrder(rows)) {}
    explicit RowOrder(RowSourcePtr ofOneSet) : source_(std::move(ofOneSet)) {}
    RowOrder(const RowOrder &other) : source_(other.source_->clone()) {}
    RowOrder(RowOrder &&) noexcept = default;
    RowOrder &operator=(RowOrder &&) noexcept = default;
    ~RowOrder() = default;

    std::vector<std::size_t> next(std::size_t count);
    bool epochEnds() const { return source_->epochEnds(); }
    std::optional<RowSource::Steps> steps() const { return source_->steps(); }
    Status grow(std::size_t rows) { return source_->grow(0, rows); } ///< from the next epoch on
    Json state() const { return source_->state(); }
    Status restore(const Json &state) { return source_->restore(state); }

private:
    RowSourcePtr source_;
};

} // namespace lapidary
