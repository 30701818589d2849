// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/parquet/shape.h"
#include <arrow/status.h>

namespace arrow {
class ArrayBuilder;
} // namespace arrow

namespace lapidary::parquet_rows {

/// Puts a value behind those of a column that was made for it; null: there is no such key.
arrow::Status fill(arrow::ArrayBuilder &column, const Cell &cell, const Json *value);

} // namespace lapidary::parquet_rows
