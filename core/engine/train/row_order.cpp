// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/row_order.h"

namespace lapidary {

std::vector<std::size_t> RowOrder::next(std::size_t count) {
    std::vector<std::size_t> rows;
    for (const RowRef &each : source_->next(count)) rows.push_back(each.row);
    return rows;
}

} // namespace lapidary
