// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/row_order.h"
#include <nlohmann/json.hpp>
#include <numeric>

namespace lapidary {

void RowOrder::open() {
    order_.resize(rows_);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    if (!shuffle_) return;
    Rng rng(seed_, "data/epoch/" + std::to_string(epoch_));
    rng.shuffle(order_);
}

std::vector<std::size_t> RowOrder::next(std::size_t count) {
    if (position_ >= order_.size()) {
        ++epoch_;
        position_ = 0;
        open();
    }
    const std::size_t end = std::min(order_.size(), position_ + count);
    std::vector<std::size_t> rows(order_.begin() + static_cast<std::ptrdiff_t>(position_),
                                  order_.begin() + static_cast<std::ptrdiff_t>(end));
    position_ = end;
    return rows;
}

Json RowOrder::state() const {
    return {{"epoch", epoch_}, {"position", position_}};
}

void RowOrder::restore(const Json &state) {
    epoch_ = state.value("epoch", std::int64_t{0});
    open();
    position_ = std::min(state.value("position", std::size_t{0}), order_.size());
}

} // namespace lapidary
