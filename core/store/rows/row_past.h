// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"

namespace lapidary {

/// A row as it stood behind a step (0: as it was imported); nothing where there was no such row. Errors: those of the
/// store.
Result<std::optional<StoredRow>> rowAt(RowStore &rows, std::int64_t row, std::int64_t step);

} // namespace lapidary
