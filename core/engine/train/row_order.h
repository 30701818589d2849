// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/base/rng.h"
#include <cstdint>
#include <vector>

namespace lapidary {

/// The order in which rows are seen: a new permutation each epoch from its own stream, or the order of the file.
/// The last batch of an epoch is short where the rows do not divide, as in transformers' data loader.
class RowOrder {
public:
    RowOrder() = default;
    RowOrder(std::size_t rows, bool shuffle, std::uint64_t seed) : rows_(rows), shuffle_(shuffle), seed_(seed) {
        open();
    }

    std::vector<std::size_t> next(std::size_t count);
    bool epochEnds() const { return position_ >= order_.size(); }
    Json state() const;
    void restore(const Json &state);

private:
    void open();
    std::size_t rows_ = 0, position_ = 0;
    std::int64_t epoch_ = 0;
    bool shuffle_ = false;
    std::uint64_t seed_ = 0;
    std::vector<std::size_t> order_;
};

} // namespace lapidary
